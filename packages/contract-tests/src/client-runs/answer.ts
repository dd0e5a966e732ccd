import type { ServerResponse } from "node:http";
import type { Reply, ReplyFacts } from "../scenarios/reply.js";
import { contentBytes, signatureHeader, signContent } from "../signing/signer.js";
import type { Identity } from "./identity.js";

interface Answering {
  readonly reply: Reply;
  readonly facts: ReplyFacts;
  readonly uri: string;
  /** `undefined` when nothing is signed. */
  readonly identity: Identity | undefined;
}

/** Does to the connection what the reply says. */
export const answer = (response: ServerResponse, answering: Answering): void => {
  const { reply, facts } = answering;
  const { socket } = response;
  switch (reply.manner) {
    case "stall":
      return;
    case "reset":
      socket?.resetAndDestroy();
      return;
    case "lost":
      socket?.destroy();
      return;
    case "whole":
    case "cut":
    case "drip": {
      const body = Buffer.from(reply.body(facts), "utf8");
      const headers = { ...reply.headers(facts), ...signatureHeaders(answering, body) };
      const sent = Buffer.from(reply.signing.tamper?.(body.toString("utf8")) ?? body);
      response.writeHead(reply.status, { ...headers, "Content-Length": sent.length });
      send(response, sent, reply.manner);
      return;
    }
  }
};

const send = (response: ServerResponse, body: Buffer, manner: "whole" | "cut" | "drip"): void => {
  if (manner === "whole") {
    response.end(body);
  } else if (manner === "cut") {
    response.write(body.subarray(0, body.length / 2), () => response.socket?.destroy());
  } else {
    drip(response, body);
  }
};

const drip = (response: ServerResponse, body: Buffer): void => {
  let at = 0;
  const next = (): void => {
    response.write(body.subarray(at, at + 1));
    at += 1;
    if (at < body.length) return;
    clearInterval(timer);
    response.end();
  };
  const timer = setInterval(next, 1000);
  response.on("close", () => clearInterval(timer));
  next();
};

const responseTime = "2026-01-02T03:04:05Z";

const signatureHeaders = (
  { reply: { signing }, uri, identity }: Answering,
  body: Uint8Array,
): Readonly<Record<string, string>> => {
  if (identity === undefined || signing.key === "none") return {};
  const { clientId } = identity;
  const content = { method: "POST", uri, clientId, time: responseTime, body };
  const { privateKey } = identity[signing.key];
  const signature = signContent(contentBytes(signing.content?.(content) ?? content), privateKey);
  const all = {
    signature: signing.header?.(signature) ?? signatureHeader(signature, "1"),
    "client-id": clientId,
    "response-time": responseTime,
  };
  const changed = signing.headers?.(all) ?? all;
  return Object.fromEntries(
    Object.entries(changed).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
};
