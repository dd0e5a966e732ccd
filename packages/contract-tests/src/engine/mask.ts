import { isObject } from "../spec/json.js";
import { operations } from "../spec/operation.js";

const shortest = 4;

/** Every text in a value, at any depth. */
export const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
};

const words = new Set(
  operations.flatMap(({ request, codes }) => [
    ...Object.values(request.properties ?? {}).flatMap((property) => property.enum ?? []),
    ...codes.map(({ code }) => code),
    "en-US",
  ]),
);

const tokensOfSamples = operations.flatMap(({ samples }) =>
  Object.values(samples).flatMap(({ accessToken }) => textsIn(accessToken)),
);

const escapePattern = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/gu, String.raw`\$&`);

/** The shapes in which a server may send a text back. */
const shapesOf = (secret: string): readonly string[] => [
  secret,
  JSON.stringify(secret).slice(1, -1),
  encodeURIComponent(secret),
  Buffer.from(secret).toString("base64"),
];

/**
 * Takes secrets out of texts, wherever they stand and in whatever case. Words of the document (super apps, result codes)
 * are no secrets, and texts of three characters or fewer would blank half a report.
 */
export const createMask = (secrets: readonly string[]): ((text: string) => string) => {
  const all = [...new Set([...secrets, ...tokensOfSamples])]
    .filter((secret) => secret.length >= shortest && !words.has(secret))
    .flatMap(shapesOf)
    .toSorted((one, other) => other.length - one.length);
  if (all.length === 0) return (text) => text;
  const pattern = new RegExp([...new Set(all)].map(escapePattern).join("|"), "giu");
  return (text) => text.replaceAll(pattern, "***");
};
