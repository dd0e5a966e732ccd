import { envelope, jsonHeaders } from "../client/script.js";
import type { SignedContent } from "../signing/signer.js";

/** How an answer is signed; left out, as the platform does it. */
export interface Signing {
  readonly key: "platform" | "other" | "none";
  /** What is signed in place of the right content. */
  readonly content?: (content: SignedContent) => SignedContent;
  /** The header's value from the base64 text of the signature. */
  readonly header?: (signature: string) => string;
  /** Changes the three headers after signing; `undefined` leaves one out. */
  readonly headers?: (headers: Readonly<Record<string, string>>) => Readonly<Record<string, string | undefined>>;
  /** Changes the body after signing. */
  readonly tamper?: (body: string) => string;
}

/** What a reply may quote. */
export interface ReplyFacts {
  readonly messageId: string;
  /** Another host, where nothing may arrive. */
  readonly elsewhere: string;
}

/** What the scripted platform does with one request. */
export interface Reply {
  /**
   * `whole`: answers. `reset`: breaks the connection before it has read the request. `lost`: takes the request and
   * breaks the connection in place of an answer. `cut`: breaks off in the middle of the body. `stall`: never answers.
   * `drip`: one byte a second.
   */
  readonly manner: "whole" | "reset" | "lost" | "cut" | "stall" | "drip";
  readonly status: number;
  readonly headers: (facts: ReplyFacts) => Readonly<Record<string, string>>;
  readonly body: (facts: ReplyFacts) => string;
  readonly signing: Signing;
  /** Whether it settles the request: nothing may be sent again afterwards. */
  readonly final: boolean;
}

const base: Reply = {
  manner: "whole",
  status: 200,
  headers: () => jsonHeaders,
  body: ({ messageId }) => envelope("S", { messageId }),
  signing: { key: "platform" },
  final: false,
};

const trafficLimit = "REQUEST_TRAFFIC_EXCEED_LIMIT";

/** A result in HTTP 200. `fields` of undefined value are left out. */
export const says = (
  status: string,
  { code, fields = {} }: { code?: string; fields?: Readonly<Record<string, unknown>> } = {},
): Reply => ({
  ...base,
  body: ({ messageId }) =>
    envelope(status, { ...(status === "S" || status === "A" ? { messageId } : {}), ...fields }, code),
  final: ["S", "A", "F"].includes(status) && code !== trafficLimit,
});

/** A result that is not signed as the platform signs; it settles nothing when nobody may believe it. */
export const signedOtherwise = (reply: Reply, signing: Partial<Signing>, final = false): Reply => ({
  ...reply,
  signing: { ...reply.signing, ...signing },
  final,
});

/** An HTTP status other than 200; no result of the platform, whatever its body says. */
export const http = (status: number, headers: Readonly<Record<string, string>> = {}, body = envelope("S")): Reply => ({
  ...base,
  status,
  headers: () => ({ ...jsonHeaders, ...headers }),
  body: () => (status === 204 ? "" : body),
});

export const redirects = (status: number): Reply => ({
  ...base,
  status,
  headers: ({ elsewhere }) => ({ ...jsonHeaders, Location: `${elsewhere}/v2/elsewhere` }),
  body: () => "",
});

/** HTTP 200 with bytes that are no answer of this API. */
export const answersWith = (body: string, type = "application/json; charset=UTF-8"): Reply => ({
  ...base,
  headers: () => ({ "Content-Type": type }),
  body: () => body,
});

const inManner = (manner: Reply["manner"]): Reply => ({ ...base, manner });

export const resets = inManner("reset");
export const loses = inManner("lost");
export const cuts = inManner("cut");
export const stalls = inManner("stall");
export const drips = inManner("drip");
