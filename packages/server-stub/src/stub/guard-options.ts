import { randomBytes } from "node:crypto";
import { type Guard, LOOPBACK_ADDRESS, OPAQUE_ORIGIN, isHost, isOrigin } from "../gateway/guard.js";
import type { Refusals } from "../gateway/refusals.js";
import { StubError } from "../model/errors.js";

const illegal = (option: string, rule: string): StubError => new StubError("OPTION_ILLEGAL", `${option}: must ${rule}`);

/** @throws StubError `OPTION_ILLEGAL` for what is no host. */
export const readHosts = (names: readonly string[] = []): ReadonlySet<string> => {
  const bad = names.find((name) => !isHost(name));
  if (bad !== undefined)
    throw illegal("allowHosts", "be names as a Host header has them, such as stub, stub.example:4010 or [fd00::1]");
  return new Set(names.map((name) => name.toLowerCase()));
};

/** @throws StubError `OPTION_ILLEGAL` for what is no origin. */
export const readOrigins = (origins: readonly string[] = []): ReadonlySet<string> => {
  const read = origins.map((text) => {
    const origin = text === "file://" ? text : text.replace(/\/$/, "");
    if (origin === OPAQUE_ORIGIN) return origin;
    const url = URL.parse(origin);
    if (!isOrigin(origin) || !url)
      throw illegal("allowOrigins", "be origins, such as https://stub.example, http://localhost:3000 or app://name");
    // Of other schemes than the web's a URL has no origin: what the page sends is compared as it is.
    return url.origin === OPAQUE_ORIGIN ? origin : url.origin;
  });
  return new Set(read);
};

const SHORTEST_TOKEN = 16;

const readToken = (token: string): string => {
  if (token.length < SHORTEST_TOKEN) throw illegal("token", `have at least ${SHORTEST_TOKEN} characters`);
  if (!/^[!-~]+$/.test(token)) throw illegal("token", "consist of visible ASCII characters, without spaces");
  return token;
};

interface GuardOptions {
  readonly hosts: ReadonlySet<string>;
  readonly origins: ReadonlySet<string>;
  readonly refusals: Refusals;
}

/** The guard of an address: loopback answers its own names, any other one asks for a token. */
export const guardOf = (host: string, token: string | undefined, options: GuardOptions): Guard => {
  const isLoopback = LOOPBACK_ADDRESS.test(host);
  const made = isLoopback ? undefined : randomBytes(24).toString("base64url");
  return {
    ...options,
    hosts: isLoopback ? options.hosts : undefined,
    token: token === undefined ? made : readToken(token),
  };
};
