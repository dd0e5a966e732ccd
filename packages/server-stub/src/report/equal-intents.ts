import { hash } from "node:crypto";
import type { Row } from "./intent.js";

/** As long after another, equal content may still be the same intent; virtual ms. */
const NEAR = 60_000;

/** What is asked for, without requestId: the same user, template and parameters. Undefined when that is not known. */
const contentOf = ({ operation, recipient, request }: Row): string | undefined => {
  if (!recipient) return undefined;
  try {
    const { templateCode, templates }: { templateCode?: unknown; templates?: unknown } = JSON.parse(request.body);
    const content = [operation, recipient.customerId, recipient.customerBelongsTo, templateCode, templates];
    return hash("sha256", JSON.stringify(content), "base64");
  } catch {
    // Cut, or masked as a whole.
    return undefined;
  }
};

interface Group {
  readonly requestId: string;
  readonly sequences: readonly number[];
}

/** Finds first attempts of different intents that ask for the same within a minute. */
export const createEqualIntents = () => {
  const latest = new Map<string, { at: number; group: { requestId: string; sequences: number[] } }>();
  const groups: { requestId: string; sequences: number[] }[] = [];
  return {
    add: (row: Row): void => {
      const content = contentOf(row);
      if (content === undefined) return;
      const before = latest.get(content);
      if (!before || row.at - before.at > NEAR) {
        latest.set(content, { at: row.at, group: { requestId: row.requestId, sequences: [row.sequence] } });
        return;
      }
      if (before.group.sequences.push(row.sequence) === 2) groups.push(before.group);
      before.at = row.at;
    },
    groups: (): readonly Group[] => groups,
  };
};
