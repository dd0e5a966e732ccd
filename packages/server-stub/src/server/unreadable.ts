import type { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Guard } from "../gateway/guard.js";
import type { Refusal } from "../gateway/refusals.js";
import { codeOf } from "../model/error-code.js";
import { HEADERS_TIMEOUT, REQUEST_TIMEOUT } from "./listening.js";
import { refuse, refuseSocket } from "./refuse.js";

const { maxHeaderSize } = process.getBuiltinModule("node:http");

/** First byte of a TLS handshake. */
const HANDSHAKE = 0x16;

const CLOSED = { status: 0, field: "connection" } as const;

const HTTPS_AT_HTTP: Refusal = {
  ...CLOSED,
  flag: "--tls self-signed",
  rule: "spoke HTTPS, and this stub serves HTTP; start it with --tls self-signed",
};

const NO_HTTP: Refusal = { status: 400, field: "connection", rule: "spoke no readable HTTP/1.1; it was closed" };

const TOO_LONG: Refusal = {
  status: 431,
  field: "headers",
  rule: `must have at most ${maxHeaderSize} bytes, the request line included`,
};

const TOO_SLOW: Refusal = {
  status: 408,
  field: "connection",
  rule: `was too slow; send the headers within ${HEADERS_TIMEOUT / 1000} s, and all of the request within ${REQUEST_TIMEOUT / 1000} s`,
};

const LENGTHS = "must be one number of bytes";

/** By the code of Node's error, what is wrong with a request that could not be read. */
const UNREADABLE: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: TOO_LONG,
  ERR_HTTP_REQUEST_TIMEOUT: TOO_SLOW,
  HPE_INVALID_EOF_STATE: {
    ...NO_HTTP,
    rule: "ended in the middle of a request; Content-Length must be the number of bytes in its body",
  },
  HPE_INVALID_METHOD: { ...NO_HTTP, field: "method", rule: "is none of HTTP's" },
  HPE_INVALID_VERSION: { ...NO_HTTP, rule: "must speak HTTP/1.1, in lines that end with CRLF" },
  HPE_PAUSED_H2_UPGRADE: { ...NO_HTTP, rule: "spoke HTTP/2, and this stub speaks HTTP/1.1" },
  HPE_INVALID_HEADER_TOKEN: { ...NO_HTTP, field: "headers", rule: "have a character that none may have" },
  HPE_INVALID_CONTENT_LENGTH: { ...NO_HTTP, field: "Content-Length", rule: LENGTHS },
  HPE_UNEXPECTED_CONTENT_LENGTH: { ...NO_HTTP, field: "Content-Length", rule: LENGTHS },
  HPE_INVALID_TRANSFER_ENCODING: { ...NO_HTTP, field: "Transfer-Encoding", rule: "must be chunked, once" },
  HPE_INVALID_CHUNK_SIZE: { ...NO_HTTP, field: "body", rule: "is not in chunks, as Transfer-Encoding says" },
};

/** Each order of the two has a code that other faults have as well. */
const TOGETHER: Refusal = {
  ...NO_HTTP,
  field: "Content-Length",
  rule: "must not come together with Transfer-Encoding (RFC 9112, section 6.1); leave one of the two out",
};

const refusalOf = (error: Error): Refusal => {
  if (error.message.includes("can't be present with")) return TOGETHER;
  return UNREADABLE[codeOf(error)] ?? NO_HTTP;
};

const HTTP_AT_HTTPS: Refusal = { ...CLOSED, rule: "spoke HTTP, and this stub serves HTTPS; call it by https://" };

const NOT_TRUSTED: Refusal = {
  ...CLOSED,
  rule:
    "does not trust the certificate; have the client trust it, such as by NODE_EXTRA_CA_CERTS or curl --cacert, and call a " +
    "name that it has",
};

const NO_TLS: Refusal = { ...CLOSED, rule: "could not agree on TLS with this stub; it was closed" };

/** A request with its answer. */
export interface Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

type ReadError = Error & { readonly rawPacket?: Buffer };

/** What broke in the middle of its own body: its answer has not begun, or is all that there will be. */
const refuseBroken = ({ refusals }: Guard, { incoming, outgoing }: Exchange, refusal: Refusal): void => {
  const { method = "", url: uri = "" } = incoming;
  const isAnswered = outgoing.headersSent;
  refusals.add({ method, uri }, isAnswered ? { ...refusal, status: 0 } : refusal);
  if (isAnswered) return void outgoing.destroy();
  outgoing.setHeader("connection", "close");
  refuse(outgoing, refusal);
};

/**
 * Says why something could not be read as HTTP, and closes the connection. Whatever was asked before on the same connection is
 * answered first.
 *
 * @param last the newest request on this connection
 */
export const answerUnreadable = (guard: Guard, error: ReadError, socket: Socket, last: Exchange | undefined): void => {
  const code = codeOf(error);
  // A connection that ends on its own is nothing.
  if (socket.bytesRead === 0 || code === "ECONNRESET") return void socket.destroy();
  if (error.rawPacket?.[0] === HANDSHAKE) {
    socket.destroy();
    return guard.refusals.add({ method: "", uri: "" }, HTTPS_AT_HTTP);
  }
  const refusal = refusalOf(error);
  if (last?.incoming.complete === false) return refuseBroken(guard, last, refusal);
  guard.refusals.add({ method: "", uri: "" }, refusal);
  if (last && !last.outgoing.closed) last.outgoing.once("close", () => refuseSocket(socket, refusal));
  else refuseSocket(socket, refusal);
};

const NO_PROXY: Refusal = {
  status: 405,
  field: "method",
  rule: "CONNECT asks for a tunnel, and this stub is no proxy; give clients its address as that of the platform",
};

/** CONNECT comes from clients that take the stub for their HTTP proxy. */
export const refuseTunnel = ({ refusals }: Guard, socket: Duplex): void => {
  refusals.add({ method: "CONNECT", uri: "" }, NO_PROXY);
  if (socket instanceof Socket) refuseSocket(socket, NO_PROXY);
  else socket.destroy();
};

/** Leaves a trace of a handshake that failed. */
export const noteHandshake = ({ refusals }: Guard, error: Error): void => {
  const code = codeOf(error);
  if (code === "ECONNRESET") return;
  const isTrust = /ALERT_(?:UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE_UNKNOWN)/.test(code);
  const refusal = code === "ERR_SSL_HTTP_REQUEST" ? HTTP_AT_HTTPS : isTrust ? NOT_TRUSTED : NO_TLS;
  refusals.add({ method: "", uri: "" }, refusal);
};
