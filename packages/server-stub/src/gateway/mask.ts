import type { MaskedRequest } from "../model/attempt.js";
import type { Call } from "./call.js";

const LONGEST_BODY = 16_384;
const MASK = "****";
const HEADERS = ["content-type", "client-id", "request-time", "user-agent"] as const;

/** A string, cut off or not, or whatever else stands there. */
const TOKEN = /("accessToken"\s*:\s*)(?:"(?:[^"\\]|\\.)*"?|[^,}\s]+)/g;

/**
 * Masks the access token in the text of a body. Text with `\u` escapes may hide the name of the property: such text is shown
 * only as `shape`, what validation made of it.
 */
const maskBody = (text: string, shape: object | undefined): string => {
  if (text === "") return text;
  if (!text.includes(String.raw`\u`)) return cut(text.replaceAll(TOKEN, `$1"${MASK}"`));
  return shape ? cut(JSON.stringify({ ...shape, accessToken: MASK })) : MASK;
};

const cut = (text: string): string => (text.length > LONGEST_BODY ? text.slice(0, LONGEST_BODY) : text);

/** What the journal shows of a request. */
export const maskRequest = (call: Call, text: string, shape: object | undefined): MaskedRequest => {
  const headers: Record<string, string> = {};
  for (const name of HEADERS) {
    const value = call.header(name);
    if (value !== undefined) headers[name] = value;
  }
  const signature = call.header("signature");
  if (signature !== undefined) headers["signature"] = signature.replace(/(signature=)[^,]*/, `$1${MASK}`).slice(0, 200);
  return { method: call.method, uri: call.uri, headers, body: maskBody(text, shape) };
};
