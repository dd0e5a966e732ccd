import { byLane } from "@miniprogram-messages/lane";
import * as fc from "fast-check";
import { z } from "@hono/zod-openapi";
import { describe, expect, it } from "vitest";
import { OPERATIONS } from "../model/operation.js";
import { SAMPLES } from "../../test/sending.js";
import { UNSURE, quickParse } from "./quick-parse.js";
import { routeOf } from "./route.js";

const RUNS = byLane("bodies that a schema and its quick parser judge", { quick: 300, full: 20_000 });

const schemaOf = (operation: (typeof OPERATIONS)[number]) =>
  routeOf(operation).request.body.content["application/json"].schema;

/** What a caller sees of an object: also the order of its keys, and whether it has one that stands for its prototype. */
const seen = (value: unknown): string => JSON.stringify(value);

describe.each(OPERATIONS)("a body of %s", (operation) => {
  const schema = schemaOf(operation);
  const quick = quickParse(schema);
  const sample: Readonly<Record<string, unknown>> = SAMPLES[operation];

  it("is known at once when it is the documented one, with whatever may be added", () => {
    for (const body of [
      sample,
      { unknown: 1, ...sample },
      { ...sample, extendInfo: "x" },
      { ...sample, templates: [{}] },
    ]) {
      expect(seen(quick(body))).toBe(seen(schema.parse(body)));
    }
  });

  it("is what the schema makes of it, or left to the schema", () => {
    const names = [...Object.keys(sample), "extendInfo", "__proto__", "constructor"];
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.constantFrom<unknown>(undefined, null, "", "a@b", "x".repeat(64), "x".repeat(129), "🛵".repeat(64), "GCASH"),
      fc.array(fc.dictionary(fc.constantFrom("templateParameters", "language", "other"), fc.jsonValue()), {
        maxLength: 6,
      }),
      fc.array(fc.record({ templateParameters: fc.dictionary(fc.string(), fc.string()) }), { maxLength: 6 }),
    );
    const changed = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 3, noNullPrototype: false });
    const removed = fc.subarray(names, { maxLength: 1 });
    fc.assert(
      fc.property(changed, removed, (changes, gone) => {
        const body = Object.fromEntries(
          Object.entries({ ...sample, ...changes }).filter(([name]) => !gone.includes(name)),
        );
        const found = quick(body);
        if (found === UNSURE) return;
        const parsed = schema.safeParse(body);
        expect(parsed.success).toBe(true);
        expect(seen(found)).toBe(seen(parsed.data));
      }),
      { numRuns: RUNS },
    );
  });
});

const PROTOTYPE: unknown = JSON.parse('{ "__proto__": "x" }');

it.each([
  ["a check that is not known", z.string().refine(() => false), "x"],
  ["a check of a record", z.record(z.string(), z.string()).refine(() => false), {}],
  ["a check of one of several values", z.enum(["x"]).refine(() => false), "x"],
  ["a format", z.email(), "x"],
  ["a change", z.string().trim(), " x"],
  ["a least length, which counts code points", z.string().min(2), "🛵"],
  ["a pattern that goes on where it ended", z.string().regex(/x/g), "x"],
  ["a kind that is not known", z.union([z.string(), z.number()]), 1],
  ["other properties that are refused", z.strictObject({ a: z.string() }), { a: "x", b: 1 }],
  ["a check across properties", z.object({ a: z.string() }).refine(() => false), { a: "x" }],
  ["a key that is a prototype", z.record(z.string(), z.string()), PROTOTYPE],
  ["an array where an object belongs", z.object({}), []],
  ["an array where a record belongs", z.record(z.string(), z.string()), []],
])("%s is left to the schema", (_, schema, value) => {
  expect(quickParse(schema)(value)).toBe(UNSURE);
});
