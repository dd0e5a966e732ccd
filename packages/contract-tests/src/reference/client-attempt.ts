import type { Receive, Received } from "./client-answer.js";
import type { Sending } from "./client-sending.js";

interface Attempt {
  readonly body: string;
  readonly attempt: number;
  /** Milliseconds until the deadline. */
  readonly left: number;
}

const signatures = new WeakMap<object, Record<string, string>>();

/** One attempt: signed, sent, read within its time. */
export const attemptOnce = async (
  sending: Sending,
  { body, attempt, left }: Attempt,
  receive: Receive,
): Promise<Received> => {
  const { options, rules, operation } = sending;
  const url = (options.baseUrl ?? "http://in-process.invalid") + rules.path(operation);
  const controller = new AbortController();
  const { signal } = controller;
  const stop = (): void => controller.abort();
  const timer = setTimeout(
    stop,
    Math.max(1, Math.min(options.timeout ?? 10_000, rules.cutsAttempts ? left : Infinity)),
  );
  options.signal?.addEventListener("abort", stop, { once: true });
  try {
    const fetch = options.fetch ?? globalThis.fetch;
    const response = await fetch(url, {
      method: rules.method,
      headers: { "Content-Type": rules.contentType, ...headersOf(sending, { url, body, attempt }) },
      body,
      redirect: rules.redirect,
      signal,
    });
    if (isFollowed(response, sending)) {
      return await receive(
        await fetch(response.headers.get("Location") ?? url, { method: "POST", body }),
        sending,
        url,
      );
    }
    if (!rules.coversBody) clearTimeout(timer);
    return await receive(response, sending, url);
  } catch {
    return interrupted(sending, signal);
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener("abort", stop);
  }
};

const isFollowed = ({ status }: Response, { rules }: Sending): boolean =>
  rules.redirect === "follow" && status >= 300 && status < 400;

const nothing = { answer: {}, resultMessage: undefined, retryAfter: null };

const interrupted = ({ options, rules }: Sending, own: AbortSignal): Received => {
  const reason = (): string => {
    if (options.signal?.aborted === true) return rules.abortReason;
    return own.aborted ? "timeout" : "network";
  };
  const status = rules.withoutAnswer(reason());
  return { ...nothing, verdict: { status, reason: reason() } };
};

const headersOf = (
  sending: Sending,
  { url, body, attempt }: { url: string; body: string; attempt: number },
): Record<string, string> => {
  const { identity, rules } = sending;
  const { clientId, keyVersion, privateKey } = identity;
  if (clientId === undefined) return {};
  if (privateKey === undefined) return rules.sendsClientId ? { "Client-Id": clientId } : {};
  const kept = signatures.get(sending);
  if (kept !== undefined && rules.keepsSignature) return kept;
  const time = rules.time(attempt);
  const { pathname, search } = new URL(url);
  const content = { method: "POST", uri: pathname + search, clientId, time, body: new TextEncoder().encode(body) };
  const signature = rules.sign(rules.contentOf(rules.signedContent(content, attempt)), privateKey);
  const headers = {
    "Client-Id": clientId,
    "Request-Time": time,
    Signature: rules.header(signature, keyVersion),
  };
  signatures.set(sending, headers);
  return headers;
};
