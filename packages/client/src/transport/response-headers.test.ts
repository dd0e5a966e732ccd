import { expect, it } from "vitest";
import { ReceivedHeaders } from "./response-headers.js";

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
  const read = new ReceivedHeaders(headers);
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
  expect([...new ReceivedHeaders()]).toEqual([]);
  expect([...new ReceivedHeaders({ a: undefined, b: null, c: {}, d: ["x", "y"] })]).toEqual([["d", "x, y"]]);
});
