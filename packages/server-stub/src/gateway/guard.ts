import { timingSafeEqual } from "node:crypto";
import { shorten } from "../model/shorten.js";
import type { Refusal, Refusals } from "./refusals.js";

type Headers = { readonly get: (name: string) => string | null };

/** Who may talk to the stub. */
export interface Guard {
  /** Host names besides the loopback ones; undefined answers any Host. */
  readonly hosts: ReadonlySet<string> | undefined;
  /** Origins whose pages may call the stub besides its own. */
  readonly origins: ReadonlySet<string>;
  /** Needed by control API, inbox page and journal; undefined beyond nothing. */
  readonly token: string | undefined;
  /** Where everything that is refused leaves its trace. */
  readonly refusals: Refusals;
  /** In process nobody else is there: only pages are kept out, and of the control API alone. */
  readonly isInProcess?: true;
}

const hostName = (host: string): string => host.replace(/:\d+$/, "").toLowerCase();

const OCTET = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
const LOOPBACK_IPV4 = `127(?:\\.${OCTET}){3}`;

const LOOPBACK_NAME = new RegExp(`^(?:localhost|.+\\.localhost|\\[::1\\]|${LOOPBACK_IPV4})$`);

export const LOOPBACK_ADDRESS = new RegExp(`^(?:localhost|::1|\\[::1\\]|${LOOPBACK_IPV4})$`);

const known = new WeakMap<Guard, Set<string>>();

/** Whether the Host header names this machine: a page that rebinds its name to loopback does not get in. */
const isOwnHost = (guard: Guard, host: string): boolean => {
  const name = hostName(host);
  const isNamed = LOOPBACK_NAME.test(name) || guard.hosts?.has(name) === true || guard.hosts?.has(host.toLowerCase());
  return isNamed === true || guard.hosts === undefined;
};

/** Of a name, with its port: names have 253 characters at most. */
const LONGEST_HOST = 259;

const HOST = /^(?:[\w-][\w.-]*|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

/** Whether a URL can be made with it: 127.999.999.999 and `a b` are no hosts, nor is an IPv6 address that is not in its short form. */
export const isHost = (host: string): boolean => {
  const url = host.length <= LONGEST_HOST && HOST.test(host) ? URL.parse(`http://${host}/`) : null;
  return url !== null && (!host.startsWith("[") || url.hostname === hostName(host));
};

const ANY_HOST = "--allow-host <name>";
const MEND = `send a name of this machine, or one that ${ANY_HOST} allows`;

const LONGEST_SHOWN = 200;

/** A header's value as a message shows it. */
const show = (value: string): string => JSON.stringify(shorten(value, LONGEST_SHOWN));

/** Why a request with this Host is not answered at all; undefined lets it in. */
export const judgeHost = (guard: Guard, host: string): Refusal | undefined => {
  if (known.get(guard)?.has(host)) return undefined;
  const refused = { status: 421, field: "Host", value: host.slice(0, LONGEST_SHOWN) } as const;
  if (!isHost(host)) return { ...refused, flag: ANY_HOST, rule: `${show(host)} is no host; ${MEND}` };
  if (!isOwnHost(guard, host)) {
    const flag = `--allow-host ${hostName(host)}`;
    return { ...refused, flag, rule: `${show(host)} is not allowed; start the stub with ${flag} to answer it` };
  }
  const hosts = known.get(guard) ?? new Set();
  if (hosts.size < 100) known.set(guard, hosts.add(host));
  return undefined;
};

/** What a page's own origin can be: this stub is served by no other scheme. */
const isWebOrigin = (text: string): boolean => /^https?:\/\/[^/?#@\s]+$/.test(text);

/** Pages also come out of extensions and apps (`chrome-extension://…`, `capacitor://localhost`), and `file://` out of files. */
export const isOrigin = (text: string): boolean =>
  /^[a-z][a-z\d+.-]*:\/\/[^/?#@\s,]+$/i.test(text) || text === "file://";

/** How browsers name the origin of a page that has none, such as a file. */
export const OPAQUE_ORIGIN = "null";

/** Says by which header a page of another origin sent it; undefined for this stub's own, and for programs: they send none. */
const foreignHeader = (guard: Guard, headers: Headers): readonly [name: string, value: string] | undefined => {
  const origin = headers.get("origin");
  if (origin !== null) {
    const isOwn = isWebOrigin(origin) && origin.replace(/^https?:\/\//, "") === headers.get("host");
    return isOwn || guard.origins.has(origin) ? undefined : ["Origin", origin];
  }
  const site = headers.get("sec-fetch-site");
  return site === null || site === "same-origin" || site === "none" ? undefined : ["Sec-Fetch-Site", site];
};

/** Why a page may not send this; undefined lets it in. */
export const judgeOrigin = (guard: Guard, headers: Headers): (Refusal & { readonly status: 403 }) | undefined => {
  const [header, value] = foreignHeader(guard, headers) ?? [];
  if (header === undefined || value === undefined) return undefined;
  const refused = { status: 403, field: header, value: value.slice(0, LONGEST_SHOWN) } as const;
  if (header === "Origin" && isOrigin(value) && value.length <= LONGEST_SHOWN) {
    const flag = `--allow-origin ${value}`;
    const rule = `${show(value)} is another page's; start the stub with ${flag} to let its pages call it`;
    return { ...refused, flag, rule };
  }
  if (header === "Origin" && value === OPAQUE_ORIGIN) {
    const flag = `--allow-origin ${OPAQUE_ORIGIN}`;
    const rule = `"null" is what files send, and frames in a sandbox of any page; ${flag} lets all of them call the stub`;
    return { ...refused, flag, rule };
  }
  const flag = "--allow-origin <origin>";
  return {
    ...refused,
    flag,
    rule: `${show(value)} is another page's; ${flag} lets the pages of an origin call the stub`,
  };
};

const isEqual = (left: string, right: string): boolean => {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** Whether this is the token; a stub without one has none. */
export const isToken = ({ token }: Guard, text: string): boolean => token !== undefined && isEqual(text, token);

/** Of the link that is printed at start. */
export const TOKEN_PARAMETER = "token";

/** What to do with a token that came in the query of anything but the inbox page. */
export const LINK_MEND = "such a link works at / alone; send the token as Authorization: Bearer <token>";

/** Named by the port, since cookies are shared by all ports of a host: two stubs must not log each other out. */
export const tokenCookie = (host: string | undefined, port: number | undefined): string =>
  `server-stub-token-${/:(\d+)$/.exec(host ?? "")?.[1] ?? port ?? 80}`;

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** How a token came: `right` also where none is needed. */
export type TokenState = "right" | "missing" | "wrong";

const stateOf = (guard: Guard, text: string): TokenState => (isToken(guard, text) ? "right" : "wrong");

/** Looks for the token as bearer, or in the cookie that `/?token=…` sets (an EventSource cannot send headers). */
export const tokenState = (guard: Guard, headers: Headers, port: number | undefined): TokenState => {
  if (guard.token === undefined) return "right";
  const bearer = /^Bearer +(.+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (bearer !== undefined) return stateOf(guard, bearer);
  const name = `${tokenCookie(headers.get("host") ?? undefined, port)}=`;
  const cookie = (headers.get("cookie") ?? "").split(/; */).find((text) => text.startsWith(name));
  return cookie === undefined ? "missing" : stateOf(guard, decode(cookie.slice(name.length)));
};

const TOKEN_RULES: Record<Exclude<TokenState, "right">, string> = {
  missing:
    "is missing; send Bearer with the stub's token: the one of --token or STUB_TOKEN, or else the one printed at start",
  wrong: "is not this stub's token; without --token or STUB_TOKEN each start makes another one and prints it",
};

/** Why a call without the right token is refused. Its value is never shown. `isLink`: one came in its query. */
export const tokenRefusal = (
  state: Exclude<TokenState, "right">,
  isLink = false,
): Refusal & { readonly status: 401 } => ({
  status: 401,
  field: "Authorization",
  flag: "--token",
  rule:
    isLink && state === "missing"
      ? `is missing, and the query has a ${TOKEN_PARAMETER}: ${LINK_MEND}`
      : TOKEN_RULES[state],
});
