import { defaultRules } from "../reference/rules.js";
import { isJsonObject, type JsonObject } from "../spec/json.js";
import type { ServerMutant } from "./mutant.js";

/** Has a memory of its own, beside the rules. */
const illegalReplayed = (): ServerMutant => {
  const first = new Map<unknown, JsonObject>();
  return {
    id: "illegal-replayed",
    change: "Under a known requestId templates that are no list are not looked at.",
    violates: [],
    rules: {
      readValue: (value) => {
        if (!isJsonObject(value)) return undefined;
        if (!Array.isArray(value["templates"])) return first.get(value["requestId"]) ?? value;
        first.set(value["requestId"], value);
        return value;
      },
    },
  };
};

/** Wrong about what a known requestId is answered. */
export const replayMutants: readonly ServerMutant[] = [
  illegalReplayed(),
  {
    id: "another-result-on-replay",
    change: "sendInbox answers the second replay of S with A.",
    violates: [],
    rules: {
      replayedCode: (code, { operation, replays }) =>
        operation.id === "sendInbox" && code === "SUCCESS" && replays > 1 ? "ACCEPT" : code,
    },
  },
  {
    id: "refreshed-token-refused",
    change: "A known requestId with another accessToken is refused.",
    violates: [],
    rules: {
      mismatch: () => "reject",
      fingerprint: (body, policy) =>
        policy === "replay" ? JSON.stringify(body["accessToken"]) : defaultRules.fingerprint(body, policy),
    },
  },
];
