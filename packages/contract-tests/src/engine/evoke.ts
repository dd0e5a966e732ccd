import { postAgainAfterUnknown } from "./acceptance.js";
import { type JsonObject, textOf } from "../spec/json.js";
import type { Operation } from "../spec/operation.js";
import type { Exchange } from "./exchange.js";
import type { ServerContext } from "./server-context.js";
import { NotOffered } from "./verdict.js";

/** Whether the server can be made to answer this code: by a planned fault, or as `results` of --values says. */
export const canEvoke = ({ target }: ServerContext, operation: Operation, code: string): boolean =>
  target.controlUrl !== undefined || target.results?.[code]?.[operation.id] !== undefined;

/** Makes the server answer a code to this request, whose requestId stays its own. */
export const evoke = async (
  context: ServerContext,
  operation: Operation,
  { body, code }: { readonly body: JsonObject; readonly code: string },
): Promise<Exchange> => {
  const options = { takesLimits: true };
  if (context.target.controlUrl !== undefined) {
    const requestId = textOf(body["requestId"]);
    await context.control.planFault({ requestId, times: 1, effect: { result: code } });
    return context.post(operation, body, options);
  }
  const changes = context.target.results?.[code]?.[operation.id];
  if (changes === undefined) throw new NotOffered(needsResult(operation, code));
  const request = { ...body, ...changes };
  const isUnknown = operation.codes.some((row) => row.code === code && row.status === "U");
  return isUnknown
    ? context.post(operation, request, options)
    : postAgainAfterUnknown(context, operation, { body: request, options });
};

export const needsResult = (operation: Operation, code: string): string =>
  `needs the control API (/_stub), or results.${code}.${operation.id} in --values`;
