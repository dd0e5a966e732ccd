import { postAgainAfterUnknown } from "../engine/acceptance.js";
import type { Exchange } from "../engine/exchange.js";
import type { ServerContext } from "../engine/server-context.js";
import { operations, type Operation, type Status } from "../spec/operation.js";

/** The operation that an ordinary request was sent to; `undefined` for what no client sends. */
export const operationOf = ({ ordinary, request }: Exchange): Operation | undefined =>
  ordinary ? operations.find(({ path }) => request.url.endsWith(path)) : undefined;

/** The statuses that the operation's result codes have. */
export const statusesOf = ({ codes }: Operation): readonly Status[] => [...new Set(codes.map(({ status }) => status))];

/** Ordinary requests of every kind: taken, sent again, and refused for every reason that needs no set-up. */
export const variety = async (context: ServerContext, operation: Operation): Promise<void> => {
  const body = context.body(operation);
  await postAgainAfterUnknown(context, operation, { body });
  await context.post(operation, body);
  for (const name of operation.request.required ?? []) {
    await context.post(operation, { ...context.body(operation), [name]: null });
    await context.post(operation, { ...context.body(operation), [name]: "x".repeat(1000) });
  }
};
