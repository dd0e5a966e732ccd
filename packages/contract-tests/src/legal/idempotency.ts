import { defaultRules } from "../reference/rules.js";
import type { LegalVariant } from "./variant.js";

/** Choices about what a requestId is unique within, and what is kept under it. */
export const idempotencyVariants: readonly LegalVariant[] = [
  {
    id: "other-content-refused",
    choice: "A known requestId with other content gets REPEAT_REQ_INCONSISTENT.",
    rules: { initial: { policies: { idempotencyMismatch: "reject" } }, fingerprint: (body) => JSON.stringify(body) },
  },
  {
    id: "scope-of-app",
    choice: "A requestId is unique within an app.",
    rules: { key: (attempt, id) => `${defaultRules.key(attempt, id)} ${JSON.stringify(attempt.body["appId"])}` },
  },
  {
    id: "scope-of-super-app",
    choice: "A requestId is unique within a super app, which keeps it.",
    rules: {
      key: (attempt, id) => `${defaultRules.key(attempt, id)} ${JSON.stringify(attempt.body["customerBelongsTo"])}`,
    },
  },
  {
    id: "one-scope-for-all",
    choice: "A requestId is unique among all clients and operations.",
    rules: { key: (_, id) => id },
  },
  {
    id: "case-folded-ids",
    choice: "requestIds are compared without case.",
    rules: { key: (attempt, id) => defaultRules.key(attempt, id.toLowerCase()) },
  },
  {
    id: "failures-kept",
    choice: "Every F is kept under its requestId.",
    rules: { stores: (_, status) => status !== "U" },
  },
  {
    id: "failures-forgotten",
    choice: "sendInbox keeps S and A alone.",
    rules: { stores: (_, status) => status === "S" || status === "A" },
  },
  {
    id: "unknown-kept",
    choice: "U is kept as well: the same result, however often.",
    rules: {
      stores: (operation, status, verdict) => status === "U" || defaultRules.stores(operation, status, verdict),
    },
  },
];
