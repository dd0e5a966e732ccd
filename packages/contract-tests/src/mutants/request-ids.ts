import { defaultRules } from "../reference/rules.js";
import type { ServerMutant } from "./mutant.js";

/** The key of a requestId depends on one more field of the request. */
const keyAlsoOver = (field: string, violates: readonly string[]): ServerMutant => ({
  id: `key-also-over/${field}`,
  change: `A requestId with another ${field} is another notification.`,
  violates,
  rules: {
    key: (attempt, requestId) =>
      `${defaultRules.key(attempt, requestId)} ${JSON.stringify(attempt.body[field] ?? null)}`,
  },
});

/** The key of a requestId is what becomes of it. */
const keyFrom = (
  name: string,
  { change, from }: { change: string; from: (requestId: string) => string },
): ServerMutant => ({
  id: `key-from/${name}`,
  change,
  violates: ["MS-019", "SI-013"],
  rules: { key: (attempt, requestId) => defaultRules.key(attempt, from(requestId)) },
});

const sameNotification = ["MS-024", "SI-016"];

/** Wrong about which requestIds are the same. */
export const keyMutants: readonly ServerMutant[] = [
  ...["accessToken", "templateCode", "templates", "extendInfo"].map((field) => keyAlsoOver(field, sameNotification)),
  ...["appId", "customerBelongsTo"].map((field) => keyAlsoOver(field, [])),
  keyFrom("first-32", { change: "requestIds are cut at 32 characters.", from: (id) => id.slice(0, 32) }),
  keyFrom("first-63", { change: "requestIds are cut at 63 characters.", from: (id) => id.slice(0, 63) }),
  keyFrom("number", { change: "Zeros at the start of a requestId are lost.", from: (id) => id.replace(/^0+/u, "") }),
  keyFrom("trimmed", { change: "White space around a requestId is lost.", from: (id) => id.trim() }),
  keyFrom("without-hyphens", { change: "Hyphens in a requestId are lost.", from: (id) => id.replaceAll("-", "") }),
  keyFrom("one-punctuation", {
    change: "Underscores in a requestId become hyphens.",
    from: (id) => id.replaceAll("_", "-"),
  }),
  keyFrom("without-ones-at-its-end", {
    change: "Ones at the end of a requestId are lost.",
    from: (id) => id.replace(/1+$/u, ""),
  }),
  keyFrom("normal-form", { change: "requestIds are brought to one normal form.", from: (id) => id.normalize("NFC") }),
];
