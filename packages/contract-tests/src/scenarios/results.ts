import { operations, type Operation } from "../spec/operation.js";
import { sentAtLeast, sentOnce } from "./expect.js";
import { answersWith, says } from "./reply.js";
import { scenario, type Scenario } from "./scenario.js";

const trafficLimit = "REQUEST_TRAFFIC_EXCEED_LIMIT";

/** Rows that the pages have; what is borrowed from a sibling product proves nothing about a client of this one. */
const documentedFailures = ({ codes }: Operation) =>
  codes.filter(({ status, source, code }) => status === "F" && source !== "borrowed" && code !== trafficLimit);

const failuresOf = (operation: Operation): readonly Scenario[] =>
  documentedFailures(operation).map(({ code }) =>
    scenario(`failed/${operation.slug}/${code}`, "documented", {
      rule: `F with ${code} is \`failed\`, and final: it is never sent again.`,
      operation: operation.id,
      replies: [says("F", { code })],
      wire: sentOnce,
      outcome: { status: ["failed"], resultCode: code },
    }),
  );

const unknownsOf = ({ id, slug }: Operation): readonly Scenario[] => [
  scenario(`unknown-once/${slug}`, "inferred", {
    rule: "After U the request is sent again: the same requestId, the same bytes.",
    operation: id,
    replies: [says("U"), says("S")],
    wire: sentAtLeast(2),
    outcome: { status: ["succeeded"] },
  }),
  scenario(`unknown-always/${slug}`, "documented", {
    rule: "U to the end is `unknown`: no success and no failure.",
    operation: id,
    replies: [says("U")],
    outcome: { status: ["unknown"], resultCode: "UNKNOWN_EXCEPTION" },
  }),
];

const codeOfTomorrow = (status: string, outcome: string): Scenario =>
  scenario(`unknown-code/${outcome}`, "documented", {
    rule: `${status} with a code that nobody knows is \`${outcome}\`: codes are an open set, the status decides. (E11)`,
    replies: [says(status, { code: "CODE_OF_TOMORROW" })],
    wire: status === "U" ? () => undefined : sentOnce,
    outcome: { status: [outcome], resultCode: "CODE_OF_TOMORROW" },
  });

const worded = (resultMessage: string): Scenario["replies"][0] => ({
  ...says("S"),
  body: ({ messageId }) =>
    JSON.stringify({ messageId, result: { resultCode: "SUCCESS", resultStatus: "S", resultMessage } }),
});

/** What an answer means. */
export const results: readonly Scenario[] = [
  ...operations.flatMap(unknownsOf),
  ...operations.flatMap(failuresOf),
  scenario("accepted", "documented", {
    rule: "A is `accepted`, and not sent again: the message would arrive twice.",
    operation: "sendInbox",
    replies: [says("A")],
    wire: sentOnce,
    outcome: { status: ["accepted"], resultCode: "ACCEPT" },
  }),
  scenario("success-without-message-id", "documented", {
    rule: "An S without messageId is `succeeded`: the sample has none. (E01)",
    replies: [says("S", { fields: { messageId: undefined } })],
    wire: sentOnce,
    outcome: { status: ["succeeded"], messageId: false },
  }),
  scenario("success-any-case", "documented", {
    rule: "The message of S varies (success, Success): the outcome never depends on it. (E03)",
    replies: [worded("Success")],
    wire: sentOnce,
    outcome: { status: ["succeeded"] },
  }),
  scenario("success-any-text", "inferred", {
    rule: "The message is for people: an S with any text is `succeeded`.",
    replies: [worded("OK \u2714")],
    wire: sentOnce,
    outcome: { status: ["succeeded"] },
  }),
  codeOfTomorrow("S", "succeeded"),
  codeOfTomorrow("F", "failed"),
  codeOfTomorrow("U", "unknown"),
  scenario("unknown-status", "inferred", {
    rule: "A resultStatus that nobody knows leaves the outcome unknown: no success and no failure.",
    replies: [answersWith('{"result":{"resultCode":"SUCCESS","resultStatus":"X","resultMessage":"success"}}')],
    outcome: { status: ["unknown"] },
  }),
  scenario("traffic-limit", "policy", {
    rule: "After REQUEST_TRAFFIC_EXCEED_LIMIT the request is sent again, more slowly.",
    replies: [says("F", { code: trafficLimit }), says("S")],
    wire: sentAtLeast(2),
    outcome: { status: ["succeeded"] },
  }),
  scenario("traffic-limit-always", "documented", {
    rule: "The traffic limit to the end is no success.",
    replies: [says("F", { code: trafficLimit })],
    outcome: { status: ["failed", "unknown"] },
  }),
];
