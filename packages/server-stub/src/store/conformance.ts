import { describe } from "vitest";
import { describeAttempts } from "./conformance/attempts.js";
import { describeEvents } from "./conformance/events.js";
import { describeHistory } from "./conformance/history.js";
import { describeHoldings } from "./conformance/holdings.js";
import { describeLists } from "./conformance/lists.js";
import { describeOutbox } from "./conformance/outbox.js";
import { describeSnapshots } from "./conformance/snapshots.js";
import { describeState } from "./conformance/state.js";
import type { StoreFactory } from "./conformance/world.js";

/** What every store has to do alike. */
export const describeStore = (name: string, factory: StoreFactory): void => {
  describe(`${name} store`, () => {
    describeState(factory);
    describeAttempts(factory);
    describeEvents(factory);
    describeLists(factory);
    describeHistory(factory);
    describeHoldings(factory);
    describeOutbox(factory);
    describeSnapshots(factory);
  });
};
