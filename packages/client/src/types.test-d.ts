// Compiled by `pnpm typecheck`, never run: each @ts-expect-error is an assertion.
import { type Client, type Outcome, type Prepared, createClient, prepare, unwrap } from "./index.js";
import { toSendMessage } from "./migrate.js";

declare const client: Client;
declare const outcome: Outcome<"sendMessage">;

const legal = {
  appId: "P1",
  accessToken: "t",
  customerBelongsTo: "GCASH",
  requestId: "r",
  authClientId: "m",
  templateCode: "T",
  templates: [{ templateParameters: { any: "key" }, language: "en-US" }],
} as const;
const request = { ...legal, templates: [...legal.templates] };

export const accepted = [
  client.sendMessage(request),
  client.sendMessage({ ...request, extendInfo: null }, { signal: AbortSignal.timeout(1), maxRetries: undefined }),
  client.sendInbox({ accessToken: "t", requestId: "r", templateCode: "T", templates: [{}] }),
  createClient({ baseUrl: undefined, fetch }),
  createClient({ fetch: async (input: string | URL | Request, init?: RequestInit) => fetch(input, init) }),
];

export const misspelt = [
  // @ts-expect-error -- at the top level
  client.sendMessage({ ...request, requestID: "r" }),
  // @ts-expect-error -- inside a template
  client.sendMessage({ ...request, templates: [{ templateParameter: {} }] }),
  // @ts-expect-error -- a super app
  client.sendMessage({ ...request, customerBelongsTo: "gcash" }),
  // @ts-expect-error -- in the deprecated operation
  client.sendInbox({ accessToken: "t", requestId: "r", templateCode: "T", templates: [], templatess: [] }),
  // @ts-expect-error -- an option of a call
  client.sendMessage(request, { timeOut: 1 }),
  // @ts-expect-error -- an option of the client
  createClient({ baseURL: "https://open.example.com" }),
  // @ts-expect-error -- what prepare takes is checked alike
  prepare({ ...request, requestID: "r" }),
];

// @ts-expect-error -- a required field is missing
export const missing = client.sendMessage({ appId: "P1" });

// @ts-expect-error -- a parameter is a string
export const number = client.sendMessage({ ...request, templates: [{ templateParameters: { count: 1 } }] });

// @ts-expect-error -- a fetch that takes nothing but a Request cannot be called with an address
export const narrow = createClient({ fetch: async (input: Request) => fetch(input) });

/** Narrowing by status: what belongs to one status is not there for another. */
export const told = (): string | undefined => {
  if (outcome.status === "unknown") return outcome.reason;
  const reason: undefined = outcome.reason;
  if (outcome.status !== "failed") return outcome.messageId ?? reason;
  const messageId: undefined = outcome.messageId;
  return outcome.resultCode ?? messageId;
};

// @ts-expect-error -- only an unknown outcome has a reason for sure
export const reason: string = outcome.reason;

// @ts-expect-error -- not one of the reasons
export const noReason = outcome.status === "unknown" && outcome.reason === "lost";

/** Result codes: known ones are offered, others are welcome (E11). */
export const known = outcome.resultCode === "TEMPLATE_NOT_EXIST";
export const unheardOf = outcome.resultCode === "SOMETHING_NEW";
export const text: string | undefined = outcome.resultCode;

export const taken: string | undefined = unwrap(outcome).messageId;
// @ts-expect-error -- unwrap leaves no failure behind
export const failed = unwrap(outcome).status === "failed";

declare const stored: Prepared;
export const resumed: Promise<Outcome> = client.resume(stored);
export const typed: Promise<Outcome<"sendMessage">> = client.resume(prepare(request));
// @ts-expect-error -- a request of the one operation is none of the other
export const confused = prepare({ accessToken: "t", requestId: "r", templateCode: "T", templates: [] });

const inbox = { accessToken: "t", requestId: "r", templateCode: "T", templates: [] };
const translation = toSendMessage(inbox, { appId: "P", customerBelongsTo: "TNG" });
export const translated = translation.clashes ? translation.clashes.length : client.sendMessage(translation.request);
// @ts-expect-error -- which super app must be said
export const appless = toSendMessage(inbox, { appId: "P" });
