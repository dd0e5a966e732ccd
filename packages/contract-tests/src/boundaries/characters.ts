import { operations, type Schema } from "../spec/operation.js";
import { placesOf } from "./place.js";

const printable = Array.from({ length: 0x7e - 0x20 + 1 }, (_, index) => String.fromCharCode(0x20 + index));

/** The printable ASCII characters that the pattern refuses, found by trying each. */
export const refusedBy = (schema: Schema): readonly string[] => {
  if (schema.pattern === undefined) return [];
  const pattern = new RegExp(schema.pattern, "u");
  return printable.filter((character) => !pattern.test(character));
};

export const allowedBy = (schema: Schema): readonly string[] => {
  const refused = refusedBy(schema);
  return printable.filter((character) => !refused.includes(character));
};

/** Characters that some field of the document refuses: where no rule is stated they must be accepted. */
export const refusedSomewhere: readonly string[] = [
  ...new Set(operations.flatMap((operation) => placesOf(operation).flatMap(({ schema }) => refusedBy(schema)))),
];
