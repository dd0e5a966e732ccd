import { expect, it } from "vitest";
import { nearest } from "./nearest.js";

const KNOWN = ["channel", "contents", "templateCode", "clients", "apps", "users", "keys", "port", "host"];

it.each([
  ["chanel", "channel"],
  ["Channel", "channel"],
  ["template_code", "templateCode"],
  ["content", "contents"],
  ["client", "clients"],
  ["app", "apps"],
  ["uesrs", "users"],
  ["prot", "port"],
  ["hots", "host"],
  ["colour", undefined],
  ["", undefined],
  ["x".repeat(100_000), undefined],
])("finds for %s the known %s", (name, known) => {
  expect(nearest(name, KNOWN)).toBe(known);
});
