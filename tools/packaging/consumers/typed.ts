// What a backend in TypeScript writes. Compiled with every supported compiler, strict, library types checked.
import {
  type CallOptions,
  type Client,
  createClient,
  InvalidRequestError,
  type Outcome,
  type Prepared,
  prepare,
  type SendMessageRequest,
  type Signer,
  type UnknownReason,
  unwrap,
} from "@miniprogram-messages/client";
import { explain } from "@miniprogram-messages/client/explain";
import { toSendMessage } from "@miniprogram-messages/client/migrate";
import {
  type Diagnosis,
  diagnose,
  importPrivateKey,
  type RsaKey,
  SignatureError,
} from "@miniprogram-messages/signature";

const kms: Signer = { sign: (data) => Promise.resolve(data) };

export const client: Client = createClient({
  baseUrl: "https://open.example.com/api/open",
  clientId: "CLIENT_1",
  privateKey: kms,
  fetch: (url, init) => fetch(url, init),
  onEvent: (event) => event.type,
});

const request: SendMessageRequest = {
  appId: "P000000000000001xxxx",
  accessToken: "2019112719074101000700000077771xxxx",
  customerBelongsTo: "TNG",
  requestId: "20191127190741010007013213123xxxx",
  authClientId: "202016726873874774774xxxx",
  templateCode: "TP_5800000001xxxx",
  templates: [{ templateParameters: { customContent: "hello" }, language: "en-US" }],
};

export const send = async (options: CallOptions): Promise<string> => {
  try {
    const outcome = await client.sendMessage(request, { ...options, signal: AbortSignal.timeout(1000) });
    if (outcome.status === "unknown") return outcome.reason satisfies UnknownReason;
    if (outcome.status !== "failed") return outcome.messageId ?? "without an id";
    return outcome.resultCode === "USER_NOT_SUBSCRIBED" ? "off" : (explain(outcome.resultCode)?.action ?? "?");
  } catch (error) {
    if (error instanceof InvalidRequestError) return error.issues.map(({ field, rule }) => `${field}: ${rule}`).join();
    if (error instanceof SignatureError) return error.code;
    throw error;
  }
};

export const later: Prepared<"sendMessage"> = prepare(request);
export const resumed = (): Promise<Outcome<"sendMessage">> => client.resume(later);
export const thrown = async (): Promise<string | undefined> => unwrap(await resumed()).messageId;
export const moved = toSendMessage(
  { accessToken: "T", requestId: "R", templateCode: "C", templates: [{ language: "en-US" }] },
  { appId: "A", customerBelongsTo: "DANA", authClientId: "M" },
).request?.requestId;

export const key: Promise<RsaKey> = importPrivateKey("…");
export const cryptoKey = (given: Awaited<ReturnType<typeof crypto.subtle.importKey>>): Promise<RsaKey> =>
  importPrivateKey(given);
export const why = (header: string): Promise<Diagnosis> =>
  diagnose({ method: "POST", uri: "/", clientId: "C", time: "t", body: "", signature: header }, "…");

// @ts-expect-error: a misspelt field of the request does not compile
export const misspelt = client.sendMessage({ ...request, templatecode: "T" });
