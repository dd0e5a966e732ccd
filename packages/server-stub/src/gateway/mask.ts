import { hash } from "node:crypto";
import type { MaskedRequest } from "../model/attempt.js";
import { cut } from "../model/cut.js";
import { MASK } from "../platform/pseudonym.js";
import type { Call } from "./call.js";

const LONGEST_BODY = 16_384;
const HEADERS = ["content-type", "client-id", "request-time", "user-agent"] as const;

/** Longest id that the journal shows of a request that was refused; legal ones are shorter. */
const LONGEST_ID = 256;

const NAME = "access[_-]?token";

/**
 * The access token in a text that may be anything: JSON, JSON in a JSON string, a form, XML, YAML. After the name come a quote,
 * a separator and the value: in quotes, in backslashed quotes, an array or object (then the rest of the text), or bare.
 */
const TOKEN = new RegExp(
  String.raw`(${NAME}(?:\\*["'])?\s*[:=>]\s*)` +
    String.raw`(?:"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|(\\+)["'](?:(?!(?<!\\)\2["'])[^])*(?:\2["'])?|[[{][^]*|[^,&}\]\r\n<"'\\]+)`,
  "gi",
);

const QUERY_TOKEN = new RegExp(`(${NAME}=)[^&#]*`, "gi");

/** A requestId or Client-Id as the journal shows it, whatever was sent. */
export const shortId = (id: string): string => cut(id, LONGEST_ID);

/**
 * Masks the access token in the text of a body. Text with `\u` escapes may hide the name of the property: such text is shown
 * only as `shape`, what validation made of it.
 */
const maskBody = (text: string, shape: object | undefined): string => {
  if (text === "") return text;
  if (!text.includes(String.raw`\u`)) return cut(text.replaceAll(TOKEN, `$1"${MASK}"`), LONGEST_BODY);
  return shape ? cut(JSON.stringify({ ...shape, accessToken: MASK }), LONGEST_BODY) : MASK;
};

const maskSignature = (header: string): string =>
  header.includes("signature=") ? cut(header.replace(/(signature=)[^,]*/, `$1${MASK}`), 200) : MASK;

/** What the journal shows of a request. */
export const maskRequest = (call: Call, text: string, shape: object | undefined): MaskedRequest => {
  const headers: Record<string, string> = {};
  for (const name of HEADERS) {
    const value = call.header(name);
    if (value !== undefined) headers[name] = value;
  }
  const signature = call.header("signature");
  if (signature !== undefined) headers["signature"] = maskSignature(signature);
  const uri = call.uri.includes("?") ? call.uri.replaceAll(QUERY_TOKEN, `$1${MASK}`) : call.uri;
  const request = { method: call.method, uri, headers, body: maskBody(text, shape) };
  return call.body === "too-large" ? request : { ...request, bodySha256: hash("sha256", call.body, "hex") };
};
