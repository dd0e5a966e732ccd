import type { KeyObject } from "node:crypto";
import { isObject } from "../spec/json.js";
import { contentBytes, uriOf, verifyContent } from "../signing/signer.js";
import type { Verdict } from "./client-rules.js";
import type { Sending } from "./client-sending.js";

/** What one attempt brought. */
export interface Received {
  readonly verdict: Verdict;
  readonly answer: Readonly<Record<string, unknown>>;
  readonly resultMessage: string | undefined;
  readonly retryAfter: string | null;
}

export type Receive = (response: Response, sending: Sending, url: string) => Promise<Received>;

export const receive: Receive = async (response, sending, url) => {
  const { rules, identity } = sending;
  const retryAfter = response.headers.get("Retry-After");
  const unknown = (reason: string): Received => ({
    verdict: { status: rules.withoutAnswer(reason), reason, http: response.status },
    answer: {},
    resultMessage: undefined,
    retryAfter,
  });
  if (!rules.acceptsHttp(response.status)) return unknown("http");
  const text = await response.text();
  if (rules.parsesFirst && parse(text) === undefined) return unknown("protocol");
  const trust = trustOf({ response, text, url, sending, key: identity.platformKey });
  if (trust === "forged") return unknown("unverified");
  const answer = parse(text);
  const result = answer?.["result"];
  if (answer === undefined || !isObject(result)) return unknown("protocol");
  const { status, ...fields } = fieldsOf(answer, result, sending);
  if (status === undefined) return unknown("protocol");
  if (trust === "unsigned" && !rules.trustsUnsigned(status)) return unknown("unverified");
  const verdict = { status, reason: status === "unknown" ? "result" : undefined, resultCode: fields.resultCode };
  return { verdict, answer, resultMessage: fields.resultMessage, retryAfter };
};

const fieldsOf = (
  answer: Readonly<Record<string, unknown>>,
  result: Readonly<Record<string, unknown>>,
  { rules }: Sending,
) => {
  const fields = {
    resultCode: stringOf(result["resultCode"]),
    resultMessage: stringOf(result["resultMessage"]),
    messageId: answer["messageId"],
  };
  return { ...fields, status: rules.statusOf(result["resultStatus"], fields) };
};

const stringOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

const parse = (text: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

interface Judged {
  readonly response: Response;
  readonly text: string;
  readonly url: string;
  readonly sending: Sending;
  readonly key: KeyObject | undefined;
}

const trustOf = ({ response, text, url, sending, key }: Judged): "signed" | "unsigned" | "forged" => {
  if (key === undefined) return "signed";
  const { rules, identity } = sending;
  const [signature, time, echoed] = ["signature", "response-time", "client-id"].map((name) =>
    response.headers.get(name),
  );
  if (!signature && !time) return "unsigned";
  if (!signature || !time) return rules.trustsHalfSigned ? "unsigned" : "forged";
  const clientId = echoed ?? identity.clientId ?? "";
  if (rules.checksClientId && clientId !== identity.clientId) return "forged";
  const content = contentBytes({
    method: "POST",
    uri: uriOf(url),
    clientId,
    time,
    body: new TextEncoder().encode(rules.verifiedText(text)),
  });
  const right = verifyContent(content, rules.readsSignature(signature), key);
  return rules.believes(right, text) ? "signed" : "forged";
};
