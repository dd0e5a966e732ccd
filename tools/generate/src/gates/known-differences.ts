/** A difference between the spec and the document that the stub's routes describe, and why it has to be there. */
export interface KnownDifference {
  readonly difference: RegExp;
  readonly reason: string;
}

const EMPTY_WEBHOOKS: KnownDifference = {
  difference: /^(minor: added|back: major: removed) #\/webhooks( All webhooks were removed\.)?$/,
  reason: "@hono/zod-openapi writes an empty map of webhooks into every 3.1 document",
};

const EXTENSIONS: KnownDifference = {
  difference: /^back: minor: added \S+\/x-[a-zA-Z-]+$/,
  reason: "extensions do not survive the round trip through zod; the tables made from them are generated apart",
};

const RESPONSE_HEADERS: KnownDifference = {
  difference: /^(major: removed|back: minor: added) \S+\/responses\/200\/headers( All headers of .* were removed\.)?$/,
  reason: "a zod route with response headers derives a broken document; the stub sets them by hand",
};

/** The closed list for `spec/openapi.yaml`. */
export const KNOWN_OF_API: readonly KnownDifference[] = [
  EMPTY_WEBHOOKS,
  {
    difference: /^major: removed #\/paths\/\S+\/post\/parameters All parameters were removed\.$/,
    reason: "Signature, Client-Id and Request-Time belong to the gateway: whether they are demanded is a policy",
  },
  {
    difference:
      /^back: major: added \S+\/post\/parameters( Required `(Signature|Client-Id|Request-Time)` header parameter was added\.){3}$/,
    reason: "the same, read backwards; no parameter but these three is missing from the routes",
  },
  RESPONSE_HEADERS,
  {
    difference: /^back: minor: added \S+\/examples$/,
    reason: "examples do not validate anything; the stub serves the real document, which has them",
  },
  EXTENSIONS,
];

/** The closed list for `spec/control.openapi.yaml`. */
export const KNOWN_OF_CONTROL: readonly KnownDifference[] = [
  EMPTY_WEBHOOKS,
  EXTENSIONS,
  RESPONSE_HEADERS,
  {
    difference:
      /^(back: )?major: modified \S+\/url `pattern` of `url` changed from '\^https\?:[\\/]{2,4}\[\^@\]\+\$' to /,
    reason: "the same pattern: a regular expression's source escapes its slashes",
  },
];

/** What is on no list, and the entries of the list that no longer occur: both have to be empty. */
export const checkAgainst = (
  known: readonly KnownDifference[],
  differences: readonly string[],
): { readonly unexplained: readonly string[]; readonly obsolete: readonly string[] } => ({
  unexplained: differences.filter((line) => !known.some(({ difference }) => difference.test(line))),
  obsolete: known
    .filter(({ difference }) => !differences.some((line) => difference.test(line)))
    .map(({ difference, reason }) => `${difference.source} (${reason})`),
});
