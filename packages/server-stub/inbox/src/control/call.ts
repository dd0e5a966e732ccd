import { ControlFailure } from "./failure.js";

type Write = {
  method: "POST" | "PUT" | "DELETE";
  body?: unknown;
  /** The `ETag` of what is replaced: nothing changes when somebody else was quicker. */
  ifMatch?: string;
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

const refusal = (status: number, answer: unknown): ControlFailure => {
  const error = isRecord(answer) && isRecord(answer["error"]) ? answer["error"] : {};
  const field = textOf(error["field"]);
  const rule = textOf(error["rule"]);
  return new ControlFailure(textOf(error["message"]) ?? `The stub answered ${status}.`, {
    code: "refused",
    status,
    ...(field === undefined ? {} : { field }),
    ...(rule === undefined ? {} : { rule }),
  });
};

const request = ({ method, body, ifMatch }: Write): RequestInit => ({
  method,
  headers: { "content-type": "application/json", ...(ifMatch === undefined ? {} : { "if-match": ifMatch }) },
  body: JSON.stringify(body ?? {}),
});

const ask = async (address: string, write: Write | undefined): Promise<Response> => {
  try {
    return await fetch(address, { cache: "no-store", ...(write === undefined ? {} : request(write)) });
  } catch (cause) {
    throw new ControlFailure("The stub does not answer.", { code: "unreachable", cause });
  }
};

/** An answer, and the `ETag` with which it can be replaced; empty when there is none. */
export type Tagged<Answer> = { readonly answer: Answer; readonly tag: string };

/** The same as `call`, with the answer's `ETag`. */
export const callTagged = async <Answer>(address: string, write?: Write): Promise<Tagged<Answer>> => {
  const response = await ask(address, write);
  const answer: Answer | null = await response.json().catch(() => null);
  if (!response.ok) throw refusal(response.status, answer);
  if (answer === null) {
    throw new ControlFailure("The answer is not JSON: is something else listening here?", {
      code: "refused",
      status: response.status,
    });
  }
  return { answer, tag: response.headers.get("etag") ?? "" };
};

/**
 * One control call. The caller names the answer's type, which `spec/control.openapi.yaml` promises for this address.
 *
 * @throws ControlFailure
 */
export const call = async <Answer>(address: string, write?: Write): Promise<Answer> =>
  (await callTagged<Answer>(address, write)).answer;
