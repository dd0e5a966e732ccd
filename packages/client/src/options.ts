import {
  type KeyInput,
  type RsaKey,
  type Signer,
  importPrivateKey,
  importPublicKey,
} from "@miniprogram-messages/signature";
import { InvalidOptionError } from "./errors.js";
import type { ClientEvent } from "./events.js";
import type { Fetch } from "./transport/fetch.js";

/** Limits of one call; those of the client are the default. */
export interface Limits {
  /** Retries after the first attempt, 2 unless told. */
  readonly maxRetries?: number | undefined;
  /** Milliseconds for one attempt, the body of the answer included; 10,000 unless told. */
  readonly timeout?: number | undefined;
  /** Milliseconds for the call, all attempts and pauses included; 30,000 unless told. */
  readonly deadline?: number | undefined;
}

/** {@link Limits} with nothing left open. */
export type SettledLimits = { readonly [Name in keyof Limits]-?: number };

/** Options of one call. */
export interface CallOptions extends Limits {
  /** Ends the call with `unknown` and the reason `aborted`. */
  readonly signal?: AbortSignal | undefined;
}

/** Options of {@link createClient}. */
export interface ClientOptions extends Limits {
  /**
   * Where the deployment is, its prefix included, such as `https://open.example.com/api/open`: the signed URI contains
   * the prefix. May be left out when `fetch` is given.
   */
  readonly baseUrl?: string | undefined;
  /** Identifies the caller. Sent when given, needed with `privateKey`. */
  readonly clientId?: string | undefined;
  /** Which of the caller's keys signs, `1` unless told; with `false` it is left out, and the platform takes the latest. */
  readonly keyVersion?: string | false | undefined;
  /** Signs the requests: PKCS#8 or PKCS#1 as PEM or base64, a CryptoKey, or a Signer (KMS). Unsigned without it. */
  readonly privateKey?: KeyInput | Signer | undefined;
  /** The platform's key, not your own: SPKI or X.509 as PEM or base64, or a CryptoKey. */
  readonly platformPublicKey?: KeyInput | undefined;
  /** `strict` when there is a platform key: an S or A that it does not vouch for is `unknown`. `off` skips all checks. */
  readonly verify?: "strict" | "off" | undefined;
  /** Any `fetch`, also one without a body stream. Sends in place of the runtime's `fetch`, which is looked up for each attempt. */
  readonly fetch?: Fetch | undefined;
  /** Hears of each attempt, verdict, pause and outcome. What it throws is ignored. */
  readonly onEvent?: ((event: ClientEvent) => void) | undefined;
}

/** Who signs and who vouches. */
export interface Identity {
  readonly clientId: string | undefined;
  readonly keyVersion: string | undefined;
  readonly privateKey: RsaKey | Signer | undefined;
  readonly platformKey: RsaKey | undefined;
}

const demand = (legal: unknown, message: string): void => {
  if (!legal) throw new InvalidOptionError(message);
};

/** For callers in JavaScript: it fails here, not in the middle of a call. */
const demandFunction = (name: string, value: unknown): void =>
  demand(value === undefined || typeof value === "function", `${name}: must be a function`);

/** Visible ASCII without comma: whatever else would be refused in a header, or break it apart. */
const demandToken = (name: string, text: string, more = ""): void =>
  demand(/^[!-+\--~]+$/.test(text), `${name}: must be visible ASCII characters without comma${more}`);

/** Few have unknown names among their options, and look whether one is misspelt: so they load what looks. */
const checkNames = async (unknown: object, known: object): Promise<void> => {
  if (Object.keys(unknown).length > 0) (await import("./misspelt.js")).refuseMisspelt(unknown, Object.keys(known));
};

const checkLimits = (limits: SettledLimits): SettledLimits => {
  const { maxRetries, timeout, deadline } = limits;
  demand(Number.isInteger(maxRetries) && maxRetries >= 0, "maxRetries: must be a whole number from 0");
  demand(timeout > 0, "timeout: must be milliseconds above 0");
  demand(deadline > 0, "deadline: must be milliseconds above 0");
  return limits;
};

/** The options of one call over those of the client. */
export const callFrom = async (
  call: CallOptions,
  defaults: SettledLimits,
): Promise<SettledLimits & { readonly signal: AbortSignal | undefined }> => {
  demand(Object(call) === call, "options: must be an object");
  const {
    signal,
    maxRetries = defaults.maxRetries,
    timeout = defaults.timeout,
    deadline = defaults.deadline,
    ...unknown
  } = call;
  const limits = { maxRetries, timeout, deadline };
  await checkNames(unknown, { signal, ...limits });
  demand(!signal || Object(signal).addEventListener, "signal: must be an AbortSignal");
  return { ...checkLimits(limits), signal };
};

/** An absolute address without what a path cannot follow; the trailing slash is no part of a prefix. */
const addressFrom = (baseUrl: unknown): string => {
  // Callers in JavaScript give a URL as well.
  const address = String(baseUrl);
  const legal = URL.canParse(address) && /^https?:[^?#@]+$/i.test(address);
  demand(legal, "baseUrl: must be an http(s) address with the deployment's prefix, without query and user");
  return address.replace(/\/+$/, "");
};

/** Options of a client, checked as far as that can be done at once. */
export interface Settled {
  readonly baseUrl: string;
  readonly defaults: SettledLimits;
  readonly fetch: Fetch | undefined;
  readonly onEvent: ClientOptions["onEvent"];
  /** With the first call, since a rejection that nobody awaits ends the process: loads keys, and looks for misspelt names. */
  readonly loadIdentity: () => Promise<Identity>;
}

/** @throws {@link InvalidOptionError} */
export const optionsFrom = (options: ClientOptions): Settled => {
  demand(Object(options) === options, "options: needed, with baseUrl or fetch");
  const {
    // Never resolves: whoever gives a fetch alone has its own way to the platform.
    baseUrl = options.fetch ? "http://in-process.invalid" : "",
    clientId,
    keyVersion = "1",
    privateKey,
    platformPublicKey,
    verify,
    fetch,
    onEvent,
    maxRetries = 2,
    timeout = 10_000,
    deadline = 30_000,
    ...unknown
  } = options;
  const limits = { maxRetries, timeout, deadline };
  demandFunction("fetch", fetch);
  demandFunction("onEvent", onEvent);
  if (clientId !== undefined) demandToken("clientId", clientId);
  if (keyVersion !== false) demandToken("keyVersion", keyVersion, ", or false");
  demand(privateKey === undefined || clientId !== undefined, "clientId: needed with privateKey");
  demand([undefined, "strict", "off"].includes(verify), "verify: must be strict or off");
  demand(verify !== "strict" || platformPublicKey, "platformPublicKey: needed with verify strict");
  const load = async (): Promise<Identity> => {
    await checkNames(unknown, {
      baseUrl,
      clientId,
      keyVersion,
      privateKey,
      platformPublicKey,
      verify,
      fetch,
      onEvent,
      ...limits,
    });
    return {
      clientId,
      keyVersion: keyVersion || undefined,
      privateKey: privateKey === undefined ? privateKey : await importPrivateKey(privateKey, "privateKey"),
      platformKey:
        platformPublicKey === undefined || verify === "off"
          ? undefined
          : await importPublicKey(platformPublicKey, "platformPublicKey"),
    };
  };
  let identity: Promise<Identity> | undefined;
  return {
    baseUrl: addressFrom(baseUrl),
    defaults: checkLimits(limits),
    fetch,
    onEvent,
    loadIdentity: () => (identity ??= load()),
  };
};
