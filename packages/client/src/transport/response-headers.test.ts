import { inspect } from "node:util";
import { expect, it } from "vitest";
import { receivedHeaders } from "./response-headers.js";

const pairs: [string, string][] = [
  ["client-id", "C"],
  ["Signature", "s"],
];

it.each<[string, object]>([
  ["Headers", new Headers(pairs)],
  ["a map", new Map(pairs)],
  ["an object", Object.fromEntries(pairs)],
  [
    "forEach alone",
    { forEach: (tell: (value: string, name: string) => void) => pairs.forEach(([name, value]) => tell(value, name)) },
  ],
  ["get alone", { get: (name: string) => new Headers(pairs).get(name) }],
])("reads %s", (_, headers) => {
  const read = receivedHeaders(headers);
  expect([read.get("signature"), read.get("Client-Id"), read.get("x"), read.has("SIGNATURE")]).toEqual([
    "s",
    "C",
    null,
    true,
  ]);
  expect(JSON.stringify(read)).toBe('{"client-id":"C","signature":"s"}');
  expect([...read.keys(), ...read.values()]).toEqual(["client-id", "signature", "C", "s"]);
  const told: string[] = [];
  read.forEach((value, name) => told.push(`${name}=${value}`));
  expect(told).toEqual(["client-id=C", "signature=s"]);
});

it("is empty without any, and takes no value for what is none", () => {
  expect([...receivedHeaders()]).toEqual([]);
  expect([...receivedHeaders({ a: undefined, b: null, c: {}, d: ["x", "y"] })]).toEqual([["d", "x, y"]]);
});

it("is copied, compared and printed as a plain map is", () => {
  const read = receivedHeaders(new Headers(pairs));
  // Jest copies maps as maps when they are no more than that, and anything else by its prototype.
  expect(read.constructor).toBe(Map);
  expect(structuredClone(read)).toEqual(new Map(receivedHeaders(new Headers(pairs))));
  expect(read).not.toEqual(receivedHeaders({ "client-id": "C", signature: "other" }));
  // As deep in an outcome as in one that is logged.
  expect(inspect({ response: { headers: read } })).toContain("Map(2) { 'client-id' => 'C', 'signature' => 's' }");
});
