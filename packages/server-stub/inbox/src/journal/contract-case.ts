import type { Attempt } from "../control/rows.js";
import type { Intent } from "./intents.js";

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

// The suite makes the requestId itself and has an access token of its target; a trigger token is part of the case.
const bodyOf = ({ request }: Attempt): string => {
  const body = parsed(request.body);
  if (!isRecord(body)) return `body: ${JSON.stringify(request.body)}`;
  const { requestId: _, accessToken, ...rest } = body;
  const trigger = typeof accessToken === "string" && accessToken.startsWith("stub-") ? { accessToken } : {};
  return JSON.stringify({ ...trigger, ...rest }, null, 2);
};

const indent = (text: string, by: string): string => text.replaceAll("\n", `\n${by}`);

const step = (attempt: Attempt, index: number): string => {
  const { operation, result } = attempt;
  const name = `answer${index + 1}`;
  const json = isRecord(parsed(attempt.request.body));
  const sent = json
    ? `post(operations.${operation}, body(operations.${operation}, { ...${indent(bodyOf(attempt), "    ")}, requestId: id }))`
    : `send({ path: operations.${operation}.path, ${bodyOf(attempt)} })`;
  return `    const ${name} = await ${sent};\n    expectCode(${name}, ${JSON.stringify(result.resultCode)});`;
};

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");

/** The intent as a case of the contract suite: the same attempts, and the results that were seen. */
export const contractCaseOf = ({ requestId, attempts, last }: Intent): string => {
  const name = slug(`seen ${last.result.resultCode} ${requestId}`).slice(0, 60);
  const codes = attempts.map(({ result }) => result.resultCode).join(", then ");
  return [
    "serverCase(",
    `  { id: "laws/${name}", level: "inferred", rule: ${JSON.stringify(`One requestId answers ${codes}.`)} },`,
    "  async ({ post, send, body, requestId }) => {",
    "    const id = requestId();",
    ...attempts.map(step),
    "  },",
    ");",
    "",
  ].join("\n");
};
