import { expectTrue } from "../engine/failure.js";
import { envelope } from "../client/script.js";
import { operations } from "../spec/operation.js";
import type { Level } from "../spec/statement.js";
import { nothingElsewhere, sentAtLeast } from "./expect.js";
import {
  answersWith,
  cuts,
  drips,
  http,
  loses,
  redirects,
  type Reply,
  resets,
  says,
  signedOtherwise,
  stalls,
} from "./reply.js";
import { scenario, type Scenario, type Wire } from "./scenario.js";

/** A fault once; then S, which a client that sends again comes to know. */
const survived = (name: string, rule: string, fault: Reply, level: Level = "inferred"): Scenario =>
  scenario(name, level, {
    rule: `${rule}: the request is sent again, and the outcome never is \`failed\`.`,
    replies: [fault, says("S")],
    wire: sentAtLeast(2),
    outcome: { status: ["succeeded"] },
  });

/** A fault to the end: nobody knows what became of the request. */
const unknown = (name: string, rule: string, [first, ...more]: readonly [Reply, ...Reply[]]): Scenario =>
  scenario(name, "inferred", {
    rule: `${rule} to the end leaves the outcome unknown: no success and no failure.`,
    replies: [first, ...more],
    outcome: { status: ["unknown"] },
  });

const redirected = (status: number): Scenario => ({
  ...unknown(`redirect-${status}`, `A redirect (${status}) to another host is not followed, and`, [redirects(status)]),
  wire: nothingElsewhere,
});

// A client in this process is told to be quick; one outside has its own patience.
const patience = { slow: true, client: { timeout: 2500 } };

const pausesOf = ({ attempts }: Wire): readonly number[] =>
  attempts.slice(1).map(({ at }, index) => at - (attempts[index]?.at ?? 0));

const waitsForRetryAfter = (wire: Wire): void => {
  sentAtLeast(2)(wire);
  const [pause = 0] = pausesOf(wire);
  expectTrue("pause before the second request", pause >= 950, {
    expected: "a second, as Retry-After says",
    actual: `${Math.round(pause)} ms`,
  });
};

// One client draws its pauses at random (full jitter), so that a short pause after a longer one proves nothing.
const backsOff = (wire: Wire): void => {
  const pauses = pausesOf(wire);
  const shown = pauses.map((pause) => `${Math.round(pause)} ms`).join(", ");
  expectTrue("requests sent", pauses.length <= 10, { expected: "an end, or longer pauses", actual: pauses.length + 1 });
  if (pauses.length < 2) return;
  const longest = Math.max(...pauses);
  expectTrue("pauses", longest >= 5, { expected: "longer than nothing", actual: shown });
  const alike = pauses.length >= 3 && longest - Math.min(...pauses) < longest / 10;
  expectTrue("pauses", !alike, { expected: "growing", actual: shown });
};

/** What networks, proxies and broken servers do. */
export const faults: readonly Scenario[] = [
  ...operations.map(({ id, slug }): Scenario => ({
    ...survived(`lost-response/${slug}`, "The request is taken, its answer is lost", loses),
    operation: id,
  })),
  ...operations.map(({ id, slug }): Scenario =>
    scenario(`same-request-on-retry/${slug}`, "documented", {
      rule: "Every attempt carries the same requestId and the same bytes.",
      operation: id,
      replies: [loses, says("U"), says("S")],
      meets: 2,
      outcome: { status: ["succeeded", "unknown"] },
    }),
  ),
  survived("connection-reset", "The connection breaks before the request is read", resets),
  unknown("connection-lost-always", "A connection that breaks", [loses]),
  survived("cut-body", "The answer breaks off in the middle", cuts),
  { ...survived("slow-answer", "The answer does not come in time", stalls), ...patience },
  {
    ...survived(
      "dripping-answer",
      "The answer comes at one byte a second, so that a timer must cover it",
      drips,
      "policy",
    ),
    ...patience,
  },
  survived("http-503", "HTTP 503", http(503)),
  survived("http-429", "HTTP 429", http(429, { "Retry-After": "1" })),
  survived("http-400", "HTTP 400, which says nothing of the request", http(400), "policy"),
  scenario("retry-after", "policy", {
    rule: "Retry-After is honoured before the request is sent again.",
    replies: [http(503, { "Retry-After": "1" }), says("S")],
    wire: waitsForRetryAfter,
    outcome: { status: ["succeeded"] },
  }),
  unknown("non-200", "S in any HTTP status but 200 (E12)", [http(201), http(202), http(500)]),
  unknown("http-500-with-success", "HTTP 500 with S in its body", [http(500)]),
  unknown("http-400-with-failure", "HTTP 400 with F in its body (E12)", [http(400, {}, envelope("F"))]),
  unknown("no-content", "HTTP 204", [http(204)]),
  redirected(302),
  redirected(307),
  survived("html", "HTML in HTTP 200", answersWith("<html><body>Welcome</body></html>", "text/html")),
  unknown("garbage", "What is no JSON, in HTTP 200,", [answersWith('{"result":{"resultStatus":"S"')]),
  unknown("empty-body", "An empty body in HTTP 200", [answersWith("")]),
  unknown("no-result", "JSON without a result, in HTTP 200,", [
    answersWith("{}"),
    answersWith("null"),
    answersWith("[]"),
  ]),
  scenario("byte-order-mark", "inferred", {
    rule: "A byte order mark before the answer makes no failure of an S.",
    replies: [signedOtherwise({ ...says("S"), body: (facts) => `\uFEFF${says("S").body(facts)}` }, {})],
    outcome: { status: ["succeeded", "unknown"] },
  }),
  scenario("back-off", "policy", {
    rule: "The client waits between attempts, longer and longer, and comes to an end.",
    replies: [says("U")],
    meets: 2,
    wire: backsOff,
    outcome: { status: ["unknown"] },
  }),
];
