import { operations } from "../spec/operation.js";
import type { LegalVariant } from "./variant.js";

/** Choices about everything around the JSON of a request. */
export const httpVariants: readonly LegalVariant[] = [
  {
    id: "media-type-demanded",
    choice: "A Content-Type with its charset is demanded.",
    rules: { acceptsMediaType: (header) => /^application\/json;\s*charset=utf-8$/iu.test(header ?? "") },
  },
  { id: "any-media-type", choice: "The Content-Type is not looked at.", rules: { acceptsMediaType: () => true } },
  { id: "no-size-limit", choice: "Bodies of any size are taken.", rules: { sizeLimit: Infinity } },
  { id: "small-bodies", choice: "A body has at most 64 KiB.", rules: { sizeLimit: 64 * 1024 } },
  {
    id: "lenient-json",
    choice: "A comma too many in the JSON of a request is forgiven.",
    rules: { parse: (text) => JSON.parse(text.replaceAll(/,(?=\s*[}\]])/gu, "")) },
  },
  {
    id: "lenient-utf-8",
    choice: "Bytes that are no UTF-8 are replaced.",
    rules: { decode: (bytes) => new TextDecoder().decode(bytes) },
  },
  {
    id: "lenient-paths",
    choice: "A slash at the end and the case of the path are forgiven.",
    rules: {
      routePath: (path) =>
        operations.find((one) => one.path.toLowerCase() === path.toLowerCase().replace(/\/$/u, ""))?.path ?? path,
    },
  },
  { id: "any-method", choice: "The method is not looked at.", rules: { acceptsMethod: () => true } },
  {
    id: "slow",
    choice: "Every answer takes its time.",
    around: (fetch) => async (input, init) => {
      await new Promise((resolve) => void setTimeout(resolve, 2));
      return fetch(input, init);
    },
  },
];
