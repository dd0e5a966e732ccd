import { textsIn } from "../engine/mask.js";
import type { Options } from "./options.js";

/** A header's value, and what stands after the scheme of an Authorization. */
const partsOf = (value: string): readonly string[] => [
  value,
  ...value.split(/[\s;,]+/u).filter((part) => part.length >= 8),
];

const linesOf = (key: string | undefined): readonly string[] =>
  (key ?? "").split(/\r?\n/u).filter((line) => line.length >= 16 && !line.startsWith("-----"));

/** Everything that was handed in and must stand in no output: values, headers, tokens, keys. */
export const secretsOf = ({ values, results, headers, controlToken, privateKey }: Options): readonly string[] => [
  ...textsIn(values),
  ...textsIn(results),
  ...Object.values(headers).flatMap(partsOf),
  ...(controlToken === undefined ? [] : [controlToken]),
  ...linesOf(privateKey),
];
