import { type Variant, variantsOf } from "./cause.js";

/** Prefixes that are known from deployments of the platform. */
const KNOWN_PREFIXES = ["/api/open", "/api", "/acl/api"];

/** A path of more segments is no deployment's: each costs some hundred hashes. */
const MOST_TAILS = 16;

const prefixVariants = (uri: string, prefixes: readonly string[]): Variant[] => {
  const core = uri.slice(Math.max(uri.indexOf("/v2/"), 0));
  // Every shorter tail of the path: a proxy may have added more than one segment.
  const tails: string[] = [];
  const end = uri.indexOf("?") === -1 ? uri.length : uri.indexOf("?");
  for (
    let at = uri.indexOf("/", 1);
    at !== -1 && at < end && tails.length < MOST_TAILS;
    at = uri.indexOf("/", at + 1)
  ) {
    tails.push(uri.slice(at));
  }
  const signed = new Set([...tails, core, ...[...KNOWN_PREFIXES, ...prefixes].map((prefix) => prefix + core)]);
  return [...signed].map((value) => {
    if (uri.endsWith(value)) return { cause: "prefix-missing", how: "a shorter path was signed", value };
    const cause = value.endsWith(uri) ? "prefix-extra" : "prefix-other";
    return { cause, how: `the prefix ${value.slice(0, -core.length)} was signed`, value };
  });
};

const hostVariants = (uri: string, host: string): Variant[] =>
  variantsOf(
    "host-signed",
    [`https://${host}`, `http://${host}`, host, `//${host}`].map((origin) => [
      `${origin} stood before the path`,
      origin + uri,
    ]),
  );

const otherUris = (uri: string): Variant[] => {
  const [path = "", query] = uri.split("?", 2);
  return variantsOf("uri-changed", [
    ["a slash was added", `${path}/${query === undefined ? "" : `?${query}`}`],
    ["the last slash was dropped", uri.replace(/\/(?=$|\?)/, "")],
    ["the query was left out", path],
    ["an empty query was added", `${uri}?`],
    ["the first slash was dropped", uri.replace(/^\//, "")],
    ["it was in small letters", uri.toLowerCase()],
    ["it was percent-decoded", uri.replaceAll(/%2f/gi, "/")],
  ]);
};

/** What may have been signed instead of `uri`. */
export const uriVariants = (uri: string, host: string | undefined, prefixes: readonly string[]): Variant[] => [
  ...prefixVariants(uri, prefixes),
  ...(host ? hostVariants(uri, host) : []),
  { cause: "crlf", how: "the first line ended in CR LF", value: `${uri}\r` },
  ...otherUris(uri),
];
