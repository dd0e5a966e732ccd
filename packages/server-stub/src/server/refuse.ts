import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { type Refusal, bodyOf } from "../gateway/refusals.js";
import { dateNow, setTimeout } from "../model/real-time.js";

const { STATUS_CODES } = process.getBuiltinModule("node:http");

const headersOf = (body: string): Readonly<Record<string, string>> => ({
  "content-type": "application/json; charset=UTF-8",
  "content-length": String(Buffer.byteLength(body)),
});

/** Answers a request in the stub's own voice. */
export const refuse = (outgoing: ServerResponse, refusal: Refusal): void => {
  const body = JSON.stringify(bodyOf(refusal));
  outgoing.writeHead(refusal.status, headersOf(body));
  outgoing.end(body);
};

/** Time for a sender to read why, in ms: what it still writes would break the connection before. */
const LINGER = 1000;

/** Answers where Node has made no request of what came, and closes the connection. */
export const refuseSocket = (socket: Socket, refusal: Refusal): void => {
  if (!socket.writable) return void socket.destroy();
  const { status } = refusal;
  const body = JSON.stringify(bodyOf(refusal));
  const headers = { date: new Date(dateNow()).toUTCString(), ...headersOf(body), connection: "close" };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}\r\n${body}`);
  socket.resume();
  setTimeout(() => socket.destroy(), LINGER).unref();
};
