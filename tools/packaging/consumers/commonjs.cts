// What a CommonJS backend in TypeScript writes, with `import` or with `require`.
import { createClient, InvalidRequestError, type Outcome } from "@miniprogram-messages/client";
import { explain } from "@miniprogram-messages/client/explain";
import { toSendMessage } from "@miniprogram-messages/client/migrate";
import signature = require("@miniprogram-messages/signature");

const client = createClient({ baseUrl: "https://open.example.com", keyVersion: false });

export const send = async (): Promise<Outcome<"sendInbox"> | string> => {
  const request = { accessToken: "t", requestId: "r", templateCode: "T", templates: [{ language: "en-US" }] };
  try {
    return await client.sendInbox(request);
  } catch (error) {
    return error instanceof InvalidRequestError || error instanceof signature.SignatureError ? error.code : "?";
  }
};

export const parsed: number | undefined = signature.parseTime("1554359936253");
export const bytes: Uint8Array = signature.stringToSign({
  method: "POST",
  uri: "/",
  clientId: "C",
  time: "t",
  body: "",
});
export const action: string | undefined = explain("SUCCESS")?.action;
export const clashes = toSendMessage(
  { accessToken: "t", requestId: "r", templateCode: "T", templates: [] },
  {
    appId: "A",
    customerBelongsTo: "DANA",
  },
).clashes;
