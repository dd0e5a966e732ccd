import { timingSafeEqual } from "node:crypto";

/** Who may talk to the stub. */
export interface Guard {
  /** Host names besides the loopback ones; undefined answers any Host. */
  readonly hosts: ReadonlySet<string> | undefined;
  /** Needed by control API, inbox page and journal; undefined beyond nothing. */
  readonly token: string | undefined;
}

/** In process nobody else is there. */
export const NO_GUARD: Guard = { hosts: undefined, token: undefined };

const hostName = (host: string): string => host.replace(/:\d+$/, "").toLowerCase();

const isLoopback = (name: string): boolean =>
  name === "localhost" || name.endsWith(".localhost") || name === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(name);

export const LOOPBACK_ADDRESSES = /^(?:localhost|127(?:\.\d{1,3}){3}|::1|\[::1\])$/;

const known = new WeakMap<Guard, Set<string>>();

/** Whether the Host header names this machine: a page that rebinds its name to loopback does not get in. */
export const isOwnHost = (guard: Guard, host: string | undefined): boolean => {
  if (!guard.hosts) return true;
  if (host === undefined) return false;
  if (known.get(guard)?.has(host)) return true;
  const name = hostName(host);
  if (!isLoopback(name) && !guard.hosts.has(name) && !guard.hosts.has(host.toLowerCase())) return false;
  const hosts = known.get(guard) ?? new Set();
  if (hosts.size < 100) known.set(guard, hosts.add(host));
  return true;
};

/** Whether a page of another origin sent the request. Programs send no Origin. */
export const isForeignOrigin = (
  host: string | undefined,
  headers: { readonly get: (name: string) => string | null },
) => {
  const origin = headers.get("origin");
  if (origin !== null)
    return !(host !== undefined && /^https?:\/\//.test(origin) && origin.replace(/^https?:\/\//, "") === host);
  const site = headers.get("sec-fetch-site");
  return site === "cross-site" || site === "same-site";
};

export const TOKEN_COOKIE = "server-stub-token";

const isEqual = (left: string, right: string): boolean => {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** Whether this is the token; a stub without one has none. */
export const isToken = ({ token }: Guard, text: string): boolean => token !== undefined && isEqual(text, token);

/** Whether the token came as bearer, or as the cookie that `/?token=…` sets (an EventSource cannot send headers). */
export const hasToken = (guard: Guard, headers: { readonly get: (name: string) => string | null }): boolean => {
  if (guard.token === undefined) return true;
  const bearer = /^Bearer (.+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (bearer !== undefined) return isEqual(bearer, guard.token);
  const cookies = (headers.get("cookie") ?? "").split(/; */);
  const cookie = cookies.find((text) => text.startsWith(`${TOKEN_COOKIE}=`))?.slice(TOKEN_COOKIE.length + 1);
  return cookie !== undefined && isEqual(cookie, guard.token);
};
