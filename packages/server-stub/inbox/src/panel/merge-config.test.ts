import { describe, expect, it } from "vitest";
import { differences, mergeConfig } from "./merge-config.js";

const user = (accessToken: string, status = "ACTIVE") => ({ accessToken, customerId: accessToken, status });
const base = { users: [user("a"), user("b")], policies: { signature: "optional" } };

describe("two changes of one configuration", () => {
  it.each([
    [
      "of different parts are both kept",
      { ...base, policies: { signature: "off" } },
      { ...base, users: [user("a"), user("b", "LOCKED")] },
      { users: [user("a"), user("b", "LOCKED")], policies: { signature: "off" } },
      [],
    ],
    [
      "of different entries are both kept",
      { ...base, users: [user("a", "LOCKED"), user("b")] },
      { ...base, users: [user("a"), user("b"), user("c")] },
      { ...base, users: [user("a", "LOCKED"), user("b"), user("c")] },
      [],
    ],
    [
      "of different fields of an entry are both kept",
      { ...base, users: [{ ...user("a"), authClientId: "M" }, user("b")] },
      { ...base, users: [user("a", "LOCKED"), user("b")] },
      { ...base, users: [{ ...user("a", "LOCKED"), authClientId: "M" }, user("b")] },
      [],
    ],
    [
      "removals are kept",
      { ...base, users: [user("b")] },
      { ...base, apps: [] },
      { ...base, users: [user("b")], apps: [] },
      [],
    ],
    [
      "of the same field clash, and the first stands",
      { ...base, policies: { signature: "off" } },
      { ...base, policies: { signature: "required" } },
      { ...base, policies: { signature: "off" } },
      ["policies.signature"],
    ],
    [
      "clash where one removes what the other changes",
      { ...base, users: [user("a")] },
      { ...base, users: [user("a"), user("b", "LOCKED")] },
      { ...base, users: [user("a")] },
      ["users b"],
    ],
  ])("%s", (_, mine, theirs, ...[value, clashes]) => {
    expect(mergeConfig(base, mine, theirs)).toEqual({ value, clashes });
  });

  it("are named by their places", () => {
    const other = { users: [user("a", "LOCKED"), user("c")], policies: { signature: "off" } };
    expect(differences(base, other)).toEqual(["users a.status", "users b", "users c", "policies.signature"]);
  });
});
