import { readFileSync } from "node:fs";
import { formatSignatureHeader, importPrivateKey, sign } from "@miniprogram-messages/signature";
import type { StubConfig } from "./imported.ts";

const read = (path: string): string => readFileSync(new URL(`../../../../${path}`, import.meta.url), "utf8");

const sampleOf = (name: string): Readonly<Record<string, unknown>> => JSON.parse(read(`spec/examples/${name}.json`));

/** The documented requests, with ids of their own so that none is a replay. */
export const samples = {
  sendMessage: { ...sampleOf("send-message.sms.request"), requestId: "interop-message" },
  sendInbox: { ...sampleOf("send-inbox.request"), requestId: "interop-inbox" },
};

export const paths = { sendMessage: "/v2/miniprogram/message/send", sendInbox: "/v2/messages/sendInbox" };

const keys = "packages/signature/fixtures/keys/merchant";
const CLIENT_ID = "CLIENT_1";

/** A stub that takes signed requests alone, from the client that signs here. */
export const signedOnly: StubConfig = {
  clients: [
    {
      clientId: CLIENT_ID,
      keys: [{ keyVersion: "1", publicKey: read(`${keys}.spki.pem`) }],
    },
  ],
  policies: { signature: "required" },
};

/** The three headers of a request whose body is that of `JSON.stringify`. */
export const signedHeaders = async (operation: keyof typeof samples) => {
  const time = new Date().toISOString();
  const body = JSON.stringify(samples[operation]);
  const message = { method: "POST", uri: paths[operation], clientId: CLIENT_ID, time, body };
  const signature = await sign(message, await importPrivateKey(read(`${keys}.pkcs8.pem`)));
  return {
    "Client-Id": CLIENT_ID,
    "Request-Time": time,
    Signature: formatSignatureHeader({ keyVersion: "1", signature }),
  };
};

export const SUCCEEDED = { result: { resultCode: "SUCCESS", resultStatus: "S", resultMessage: "success" } } as const;
