import type { SendMessageRequest } from "../src/index.js";
import type { RequestOf } from "../src/operation.js";

export const messageRequest = (changes: Partial<SendMessageRequest> = {}): SendMessageRequest => ({
  appId: "P000000000000001",
  accessToken: "token-of-the-user",
  customerBelongsTo: "GCASH",
  requestId: "trade-1",
  authClientId: "merchant-1",
  templateCode: "TP_1",
  templates: [{ templateParameters: { customContent: "Your parcel is on its way" }, language: "en-US" }],
  ...changes,
});

export const inboxRequest = (changes: Partial<RequestOf<"sendInbox">> = {}): RequestOf<"sendInbox"> => ({
  accessToken: "token-of-the-user",
  authClientId: "merchant-1",
  requestId: "trade-1",
  templateCode: "TP_1",
  templates: [{ templateParameters: { who: "Ann" }, language: "en-US" }],
  ...changes,
});
