import { type Variant, variantsOf } from "./cause.js";

/** Where a request may have come through, as far as anybody says. */
export interface Route {
  readonly hosts: readonly string[];
  readonly prefixes: readonly string[];
  readonly uris: readonly string[];
}

/** Prefixes that are known from deployments of the platform. */
const KNOWN_PREFIXES = ["/api/open", "/api", "/acl/api", "/miniprogram/api"];

/** Prefixes under which people put a service behind a proxy; made when asked, so that bundlers can leave them out. */
const usualPrefixes = (): string[] =>
  [
    ..."gateway gw api-gateway apigw edge proxy internal external public backend service services rest acl".split(" "),
    ..."open openapi open-api open-platform platform mpp miniprogram mini-program merchant partner isv".split(" "),
    ..."wallet payment payments pay message messages notification notifications notify push inbox app".split(" "),
    ..."stub mock sandbox dev test staging uat prod v1 api/v1 api/gateway api/platform api/stub gateway/api".split(" "),
  ].map((name) => `/${name}`);

/** A path of more segments is no deployment's. */
const MOST_TAILS = 16;

/** Every shorter tail of the path: a proxy may have added more than one segment. */
const tailsOf = (uri: string): string[] => {
  const tails: string[] = [];
  const end = uri.includes("?") ? uri.indexOf("?") : uri.length;
  for (
    let at = uri.indexOf("/", 1);
    at !== -1 && at < end && tails.length < MOST_TAILS;
    at = uri.indexOf("/", at + 1)
  ) {
    tails.push(uri.slice(at));
  }
  return tails;
};

const prefixVariant = (uri: string, core: string, value: string): Variant => {
  if (uri.endsWith(value)) return { cause: "prefix-missing", how: "a shorter path was signed", value };
  const cause = value.endsWith(uri) ? "prefix-extra" : "prefix-other";
  return { cause, how: `the prefix ${value.slice(0, -core.length)} was signed`, value };
};

const prefixVariants = (uri: string, core: string, prefixes: readonly string[]): Variant[] => {
  const paths = prefixes.map((prefix) => prefix.replace(/\/+$/, "") + core);
  return [...new Set(paths)].map((value) => prefixVariant(uri, core, value));
};

const hostVariants = (uri: string, hosts: readonly string[]): Variant[] =>
  hosts.flatMap((host) =>
    variantsOf(
      "host-signed",
      [`https://${host}`, `http://${host}`, host, `//${host}`].map((origin) => [
        `${origin} stood before the path`,
        origin + uri,
      ]),
    ),
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
    ["it was percent-encoded", encodeURIComponent(uri)],
  ]);
};

/** What may have been signed instead of `uri`, the likeliest first. */
export const uriVariants = (uri: string, { hosts, prefixes, uris }: Route): Variant[] => {
  const core = uri.slice(Math.max(uri.indexOf("/v2/"), 0));
  const told = uris.map((value): Variant =>
    value.endsWith(core)
      ? prefixVariant(uri, core, value)
      : { cause: "uri-changed", how: "the URI that a proxy reports was signed", value },
  );
  return [
    ...told,
    ...[core, ...tailsOf(uri)].map((tail) => prefixVariant(uri, core, tail)),
    ...prefixVariants(uri, core, [...prefixes, ...KNOWN_PREFIXES]),
    ...hostVariants(uri, hosts),
    ...otherUris(uri),
    ...prefixVariants(uri, core, usualPrefixes()),
  ];
};
