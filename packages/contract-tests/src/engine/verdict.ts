import type { Exchange, SentRequest } from "./exchange.js";

/** The server never accepted what the case needed: nothing was proven either way. */
export class Inconclusive extends Error {
  readonly code = "INCONCLUSIVE";
  readonly request: SentRequest | undefined;

  constructor(reason: string, exchange?: Exchange) {
    super(reason);
    this.name = "Inconclusive";
    this.request = exchange?.request;
  }
}

/** The target does not offer what the case needs; the reason says what would. */
export class NotOffered extends Error {
  readonly code = "NOT_OFFERED";

  constructor(reason: string) {
    super(reason);
    this.name = "NotOffered";
  }
}

const isNoVerdict = (error: unknown): error is Inconclusive | NotOffered =>
  error instanceof Inconclusive || error instanceof NotOffered;

/**
 * Tries every item. A rule that is broken by one ends the case; an item without a verdict makes the whole inconclusive,
 * and items that the target does not offer count only when there is no other.
 */
export const forEach = async <Item>(items: readonly Item[], attempt: (item: Item) => Promise<void>): Promise<void> => {
  const without: (Inconclusive | NotOffered)[] = [];
  for (const item of items) {
    try {
      await attempt(item);
    } catch (error) {
      if (!isNoVerdict(error)) throw error;
      without.push(error);
    }
  }
  const unproven = without.find((error) => error instanceof Inconclusive);
  if (unproven !== undefined) throw unproven;
  if (without[0] !== undefined && without.length === items.length) throw without[0];
};
