import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Guard } from "../gateway/guard.js";
import type { Refusal } from "../gateway/refusals.js";

/** First byte of a TLS handshake. */
const HANDSHAKE = 0x16;

const CLOSED = { status: 0, field: "connection" } as const;

const HTTPS_AT_HTTP: Refusal = {
  ...CLOSED,
  flag: "--tls self-signed",
  rule: "spoke HTTPS, and this stub serves HTTP; start it with --tls self-signed",
};

const NO_HTTP: Refusal = { ...CLOSED, rule: "spoke no readable HTTP/1.1, or was too slow; it was closed" };

const HTTP_AT_HTTPS: Refusal = { ...CLOSED, rule: "spoke HTTP, and this stub serves HTTPS; call it by https://" };

const NOT_TRUSTED: Refusal = {
  ...CLOSED,
  rule:
    "does not trust the certificate; have the client trust it, such as by NODE_EXTRA_CA_CERTS or curl --cacert, and call a " +
    "name that it has",
};

const NO_TLS: Refusal = { ...CLOSED, rule: "could not agree on TLS with this stub; it was closed" };

const codeOf = (error: Error): string => ("code" in error ? String(error.code) : "");

/** What is no HTTP gets no answer: there is no request that an envelope could belong to. */
export const closeUnreadable = ({ refusals }: Guard, error: Error & { rawPacket?: Buffer }, socket: Socket): void => {
  const { bytesRead } = socket;
  socket.destroy();
  // A connection that ends on its own is nothing.
  if (bytesRead === 0 || codeOf(error) === "ECONNRESET") return;
  refusals.add({ method: "", uri: "" }, error.rawPacket?.[0] === HANDSHAKE ? HTTPS_AT_HTTP : NO_HTTP);
};

const NO_PROXY: Refusal = {
  ...CLOSED,
  rule: "asked for a tunnel, and this stub is no proxy; give clients its address as that of the platform",
};

/** CONNECT comes from clients that take the stub for their HTTP proxy. */
export const closeTunnel = ({ refusals }: Guard, socket: Duplex): void => {
  socket.destroy();
  refusals.add({ method: "CONNECT", uri: "" }, NO_PROXY);
};

/** Leaves a trace of a handshake that failed. */
export const noteHandshake = ({ refusals }: Guard, error: Error): void => {
  const code = codeOf(error);
  if (code === "ECONNRESET") return;
  const isTrust = /ALERT_(?:UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE_UNKNOWN)/.test(code);
  const refusal = code === "ERR_SSL_HTTP_REQUEST" ? HTTP_AT_HTTPS : isTrust ? NOT_TRUSTED : NO_TLS;
  refusals.add({ method: "", uri: "" }, refusal);
};
