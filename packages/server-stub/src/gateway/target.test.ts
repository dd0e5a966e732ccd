import { describe, expect, it } from "vitest";
import { PATHS, targetOf } from "./target.js";

const SEND = PATHS.sendMessage;

describe("where a path leads", () => {
  it.each([
    [SEND, "default", "", "sendMessage"],
    [PATHS.sendInbox, "default", "", "sendInbox"],
    [`/api/open${SEND}`, "default", "/api/open", "sendMessage"],
    [`/ns/a.B-c_1${SEND}`, "a.B-c_1", "/ns/a.B-c_1", "sendMessage"],
    [`/ns/x/api${SEND}`, "x", "/ns/x/api", "sendMessage"],
    [`/api/open/ns/x${SEND}`, "x", "/api/open/ns/x", "sendMessage"],
    [`/api/ns/a%20b${SEND}`, undefined, "/api/ns/a%20b", "sendMessage"],
    [`/ns/x/ns/y${SEND}`, "x", "/ns/x/ns/y", "sendMessage"],
    [`/ns/a%20b${SEND}`, undefined, "/ns/a%20b", "sendMessage"],
    [`/ns/${SEND}`, undefined, "/ns/", "sendMessage"],
    [`/ns/${"n".repeat(65)}${SEND}`, undefined, `/ns/${"n".repeat(65)}`, "sendMessage"],
    [`${SEND}/`, "default", "", undefined],
    ["/v2/", "default", "", undefined],
  ])("%s", (path, namespace, prefix, operation) => {
    expect(targetOf(path)).toMatchObject({ namespace, prefix, operation });
  });

  it.each(["/", "/docs/v2/x", "/_stub/v2/x", "/assets/v2/x", "/ns/x", "/v2", "/v3/messages/sendInbox"])(
    "%s is not the API's",
    (path) => {
      expect(targetOf(path)).toBeUndefined();
    },
  );

  it.each([
    [`/api/open${SEND}`, "sendMessage"],
    [`/ns/x/api/open${SEND}`, "sendMessage"],
    [`/api/open/ns/x${SEND}`, "sendMessage"],
    [`/api/ns/x${SEND}`, undefined],
    [SEND, undefined],
    [`/api/open/more${SEND}`, undefined],
  ])("with a prefix of its own: %s", (path, operation) => {
    expect(targetOf(path, "/api/open")?.operation).toBe(operation);
  });
});

it.each([".", "..", "", "a b", "ä", "x".repeat(65)])("takes %j for no namespace's name", (name) => {
  expect(targetOf(`/ns/${name}/v2/messages/sendInbox`)?.namespace).toBeUndefined();
});

it.each(["...", ".a", "..a", "a.", "x".repeat(64)])("takes %j for a namespace's name", (name) => {
  expect(targetOf(`/ns/${name}/v2/messages/sendInbox`)?.namespace).toBe(name);
});
