import { expectSame } from "../engine/failure.js";
import { textOf } from "../spec/json.js";
import { says, stalls } from "./reply.js";
import { scenario, type Scenario, type Wire } from "./scenario.js";

const intents = ({ attempts }: Wire): readonly (string | undefined)[] => [
  ...new Set(attempts.map(({ requestId }) => requestId)),
];

const takenTwice = (wire: Wire): void => {
  expectSame("runs of the client that sent something", new Set(wire.attempts.map(({ run }) => run)).size, 2);
  expectSame("requestIds", intents(wire), [wire.requests[0]?.["requestId"]]);
};

const bothSent = (wire: Wire): void =>
  expectSame("requestIds", new Set(intents(wire)), new Set(wire.requests.map(({ requestId }) => textOf(requestId))));

/** One requestId for one intent, another for another. */
export const orders: readonly Scenario[] = [
  scenario("two-orders-at-once", "documented", {
    rule: "Two orders at once are two requestIds, each with its own body and outcome.",
    runs: "together",
    replies: [says("S")],
    judgesRequest: true,
    wire: bothSent,
    outcome: { status: ["succeeded"] },
  }),
  scenario("same-order-twice", "documented", {
    rule: "The same order, sent twice by the caller, keeps its requestId: the platform answers with the same messageId.",
    runs: "twice",
    replies: [says("S")],
    judgesRequest: true,
    wire: takenTwice,
    outcome: { status: ["succeeded"] },
  }),
  scenario("crash-after-sending", "documented", {
    rule: "A client that is killed after sending, and runs again with the same order, sends the same requestId.",
    runs: "killed",
    replies: [stalls, says("S")],
    wire: takenTwice,
    outcome: { status: ["succeeded"] },
  }),
  scenario("illegal-request", "documented", {
    rule: "A requestId with one character too many is refused: it does not leave the machine, or ends as `failed`.",
    request: (sample) => ({ ...sample, requestId: `${textOf(sample["requestId"])}-`.padEnd(129, "x") }),
    replies: [says("F", { code: "PARAM_ILLEGAL" })],
    meets: 0,
    mayRefuse: true,
    wire: ({ attempts }) => expectSame("requests sent, one at most", attempts.slice(1).length, 0),
    outcome: { status: ["failed"] },
  }),
];
