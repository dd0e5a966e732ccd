import { setTimeout as wait } from "node:timers/promises";
import { codeIn } from "../engine/codes-seen.js";
import { signedHeaders } from "../engine/send.js";
import { isObject } from "../spec/json.js";
import type { Operation } from "../spec/operation.js";
import type { Signer } from "../signing/signer.js";
import { CannotRun } from "./cannot-run.js";
import type { Options } from "./options.js";
import { unreachable } from "./unreachable.js";

/** What the server answered to an empty object, which every server of this protocol refuses: nobody gets a message. */
export interface Probe {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly code: string | undefined;
}

export const emptyObject = new TextEncoder().encode("{}");

const probeTimeout = 15_000;

const triesWhenBusy = 8;

/** @throws {@link CannotRun} when nothing answers. */
export const probe = async (
  options: Pick<Options, "url" | "headers">,
  operation: Operation,
  signer: Signer | undefined,
): Promise<Probe> => {
  const url = options.url + operation.path;
  return post(options, url, () =>
    signer === undefined ? {} : signedHeaders(signer, { method: "POST", url, body: emptyObject }),
  );
};

/** Posts the empty object with these headers, and waits while the server says that it is busy. */
export const post = async (
  options: Pick<Options, "url" | "headers">,
  url: string,
  headersOf: () => Readonly<Record<string, string>>,
): Promise<Probe> => {
  for (let tries = 1; ; tries += 1) {
    const answer = await postOnce(options, url, headersOf());
    if (answer.status !== 429 || tries === triesWhenBusy) return answer;
    await wait(Math.min(Number(answer.headers.get("Retry-After") ?? "1") || 1, 15) * 1000);
  }
};

const postOnce = async (
  options: Pick<Options, "url" | "headers">,
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<Probe> => {
  const all = new Headers({ "Content-Type": "application/json; charset=UTF-8", ...headers });
  for (const [name, value] of Object.entries(options.headers)) all.set(name, value);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: all,
      body: emptyObject,
      redirect: "manual",
      signal: AbortSignal.timeout(probeTimeout),
    });
    const text = await response.text();
    return { url, status: response.status, headers: response.headers, text, code: codeIn(text) };
  } catch (error) {
    throw unreachable(options.url, error);
  }
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const hasResult = ({ text }: Probe): boolean => {
  const value = jsonOf(text);
  return isObject(value) && isObject(value["result"]);
};

/** Why the server does not seem to have this operation at all; `undefined` when it does. */
export const reasonOfAbsence = (answer: Probe): string | undefined => {
  if (answer.code === "INVALID_API") return "INVALID_API";
  if (hasResult(answer)) return undefined;
  return [404, 405, 410, 501].includes(answer.status) ? `HTTP ${answer.status}` : undefined;
};

const isGateway = ({ status }: Probe): boolean => [502, 503, 504].includes(status);

const encodingOf = (text: string): string | undefined =>
  /[\0\uFFFD]/u.test(text) && text.replaceAll(/[\0\uFFFD]/gu, "").includes("result")
    ? "another encoding than UTF-8"
    : undefined;

/** What the server says in place of a result, in words; `undefined` when it speaks the protocol. */
const nonsenseOf = (answer: Probe): string | undefined => {
  const { status, headers, text } = answer;
  if (hasResult(answer) || status === 401 || status === 403) return undefined;
  if (status >= 300 && status < 400) return `redirects to ${headers.get("Location") ?? "elsewhere"} (HTTP ${status})`;
  const encoding = encodingOf(text);
  if (encoding !== undefined) return `answers in ${encoding} (HTTP ${status})`;
  if (/^\s*</u.test(text) || /html/iu.test(headers.get("Content-Type") ?? "")) {
    return `answers HTML (HTTP ${status}), not JSON`;
  }
  if (jsonOf(text.replace(/^\uFEFF/u, "")) === undefined) return `answers HTTP ${status} without JSON`;
  return `answers HTTP ${status} without a result`;
};

/**
 * A line about a server that is there and does not speak the protocol: its cases say so one by one, and they fail.
 *
 * @throws {@link CannotRun} when a gateway says that the server behind it is away.
 */
export const noticeOf = (answer: Probe): string | undefined => {
  const nonsense = nonsenseOf(answer);
  if (nonsense === undefined) return undefined;
  const line = `POST ${answer.url} ${nonsense}`;
  if (isGateway(answer)) throw new CannotRun(`${line}: is the server behind the gateway started?`);
  return `${line}: its cases will fail. If this is not your server, check the address and its prefix in --url.`;
};
