import { type Bytes, utf8 } from "./bytes.js";

/** The five parts that a signature covers. */
export interface SignedMessage {
  /** HTTP method in capitals; a response is signed with the method of its request. */
  readonly method: string;
  /** Path and query with the deployment's prefix, without scheme and host, as they are on the wire. */
  readonly uri: string;
  readonly clientId: string;
  /** Request-Time or Response-Time, exactly as in the header. */
  readonly time: string;
  /** The exact bytes on the wire; text is taken as UTF-8. */
  readonly body: Uint8Array | string;
}

/** All that stands before the body. */
export const signedHead = ({ method, uri, clientId, time }: SignedMessage): string =>
  `${method} ${uri}\n${clientId}.${time}.`;

/**
 * The bytes that are signed: `<METHOD> <URI>\n<Client-Id>.<time>.<body>`, without a trailing newline.
 *
 * They are bytes rather than text, since a body need not be valid UTF-8.
 *
 * @example
 * ```ts
 * import { stringToSign } from "@miniprogram-messages/signature";
 *
 * const bytes = stringToSign({
 *   method: "POST",
 *   uri: "/v2/miniprogram/message/send",
 *   clientId: "CLIENT_1",
 *   time: "2026-01-31T08:30:00.000Z",
 *   body: "{}",
 * });
 * console.log(bytes.length); // 70
 * ```
 */
export const stringToSign = (message: SignedMessage): Bytes => {
  const { body } = message;
  if (typeof body === "string") return utf8(signedHead(message) + body);
  const head = utf8(signedHead(message));
  const bytes = new Uint8Array(head.length + body.length);
  bytes.set(head);
  bytes.set(body, head.length);
  return bytes;
};
