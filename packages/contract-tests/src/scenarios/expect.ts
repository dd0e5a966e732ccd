import { expectSame, expectTrue } from "../engine/failure.js";
import type { Wire } from "./scenario.js";

/** Sent, and not sent again. */
export const sentOnce = ({ attempts }: Wire): void => expectSame("requests sent", attempts.length, 1);

/** Sent at least so often. */
export const sentAtLeast =
  (least: number) =>
  ({ attempts }: Wire): void =>
    expectTrue("requests sent", attempts.length >= least, {
      expected: `at least ${least}: the request is sent again with the same requestId`,
      actual: attempts.length,
    });

/** Nothing followed the redirect. */
export const nothingElsewhere = ({ elsewhere }: Wire): void => expectSame("requests to another host", elsewhere, []);
