import { clientCase, type ClientCase } from "../engine/case.js";
import type { ClientContext } from "../engine/client-context.js";
import { expectSame, expectTrue } from "../engine/failure.js";
import { operations, sendInbox, type Operation } from "../spec/operation.js";
import type { Level } from "../spec/statement.js";
import { expectVerdict, tell } from "./call.js";
import { breaks, http, says, stalls, stallsInBody, text, type Reply } from "./script.js";

const retryCase = (
  name: string,
  rule: string,
  run: (context: ClientContext) => Promise<void>,
  level: Level = "documented",
): ClientCase => clientCase({ id: `client/${name}`, level, rule }, run);

interface Retried {
  readonly first: Reply;
  readonly what: string;
  readonly operation?: Operation;
  readonly timeout?: number;
}

const expectRetry = async (context: ClientContext, { first, what, operation, timeout }: Retried): Promise<void> => {
  const told = await tell(context, [first, says("S")], {
    ...(operation === undefined ? {} : { operation }),
    client: { maxRetries: 1, ...(timeout === undefined ? {} : { timeout }) },
  });
  expectVerdict(told, "succeeded", `${what}, then S`);
  expectSame(`attempts after ${what}`, told.outcome.attempts, 2);
};

export const retryUnknown = retryCase("retry-unknown", "After U the request is sent again.", async (context) => {
  for (const operation of operations) await expectRetry(context, { first: says("U"), what: "U", operation });
});

export const retryTrafficLimit = retryCase(
  "retry-traffic-limit",
  "After REQUEST_TRAFFIC_EXCEED_LIMIT the request is sent again; when it stays, it is `failed`.",
  async (context) => {
    const limited = says("F", {}, "REQUEST_TRAFFIC_EXCEED_LIMIT");
    await expectRetry(context, { first: limited, what: "the traffic limit" });
    const told = await tell(context, [limited], { client: { maxRetries: 1 } });
    expectVerdict(told, "failed", "the traffic limit to the end");
    expectSame("attempts", told.outcome.attempts, 2);
  },
  "policy",
);

export const retryNetwork = retryCase(
  "retry-network",
  "After a broken connection the request is sent again; the outcome is never `failed`.",
  async (context) => {
    await expectRetry(context, { first: breaks, what: "a broken connection" });
    expectVerdict(await tell(context, [breaks]), "unknown network", "a broken connection to the end");
  },
  "inferred",
);

export const retryTimeout = retryCase(
  "retry-timeout",
  "An answer that does not come in time is tried again; the outcome is unknown.",
  async (context) => {
    await expectRetry(context, { first: stalls, what: "a timeout", timeout: 600 });
    expectVerdict(await tell(context, [stalls], { client: { timeout: 600 } }), "unknown timeout", "no answer at all");
  },
  "inferred",
);

export const bodyTimeout = retryCase(
  "body-timeout",
  "The timer covers the body: an answer that stalls in the middle is a timeout.",
  async (context) =>
    expectVerdict(
      await tell(context, [stallsInBody], { client: { timeout: 600, deadline: 3000 } }),
      "unknown timeout",
      "a body that stalls",
    ),
  "policy",
);

export const retryHttp = retryCase(
  "retry-http",
  "After an HTTP status other than 200 the request is sent again.",
  async (context) => {
    for (const status of [400, 500, 503]) await expectRetry(context, { first: http(status), what: `HTTP ${status}` });
  },
  "inferred",
);

export const retryProtocol = retryCase(
  "retry-protocol",
  "After an unreadable answer the request is sent again.",
  (context) => expectRetry(context, { first: text("<html></html>"), what: "HTML with HTTP 200" }),
  "inferred",
);

export const noRetryAfterFailure = retryCase(
  "no-retry-after-failure",
  "F is final: it is never sent again, the traffic limit apart.",
  async (context) => {
    for (const operation of operations) {
      const final = operation.codes.filter(
        ({ status, code }) => status === "F" && code !== "REQUEST_TRAFFIC_EXCEED_LIMIT",
      );
      for (const { code } of final) {
        const { requests } = await tell(context, [says("F", {}, code)], { operation, client: { maxRetries: 2 } });
        expectSame(`requests sent until ${code}`, requests.length, 1);
      }
    }
  },
);

export const noRetryAfterAccept = retryCase(
  "no-retry-after-accept",
  "A is not sent again: the message would arrive twice.",
  async (context) => {
    const told = await tell(context, [says("A")], { operation: sendInbox, client: { maxRetries: 2 } });
    expectSame("requests sent", told.requests.length, 1);
  },
);

export const sameRequestOnRetry = retryCase(
  "same-request-on-retry",
  "Every attempt carries the same requestId and the same bytes.",
  async (context) => {
    for (const operation of operations) {
      const { requests } = await tell(context, [breaks, breaks, says("S")], { operation, client: { maxRetries: 2 } });
      expectSame("requests sent", requests.length, 3);
      for (const { text: sent, url } of requests) {
        expectSame("body of a retry", sent, requests[0]?.text);
        expectSame("address of a retry", url.href, requests[0]?.url.href);
      }
    }
  },
);

export const maxRetries = retryCase(
  "max-retries",
  "There are at most maxRetries retries, 2 unless told, and the outcome counts every attempt.",
  async (context) => {
    for (const retries of [undefined, 0, 1, 3]) {
      const client = retries === undefined ? {} : { maxRetries: retries };
      const told = await tell(context, [says("U")], { client, defaults: true });
      expectSame(`requests sent with maxRetries ${retries}`, told.requests.length, (retries ?? 2) + 1);
      expectSame("attempts", told.outcome.attempts, told.requests.length);
    }
  },
  "policy",
);

export const deadline = retryCase(
  "deadline",
  "The deadline ends an attempt, and no other follows.",
  async (context) => {
    const told = await tell(context, [stalls], { client: { maxRetries: 3, deadline: 800 } });
    expectVerdict(told, "unknown timeout", "no answer before the deadline");
    // A timer may end a fraction of a millisecond before the deadline, and leave room for one more attempt.
    expectTrue("requests before the deadline", told.requests.length <= 2, {
      expected: 1,
      actual: told.requests.length,
    });
  },
  "policy",
);

export const retryAfter = retryCase(
  "retry-after",
  "Retry-After is honoured before the next attempt, and not waited for beyond the deadline.",
  async (context) => {
    const times: number[] = [];
    const timed =
      (reply: Reply): Reply =>
      (request, signal) => {
        times.push(performance.now());
        return reply(request, signal);
      };
    const told = await tell(context, [timed(http(503, { "Retry-After": "1" })), timed(says("S"))], {
      client: { maxRetries: 1 },
    });
    expectVerdict(told, "succeeded", "HTTP 503 with Retry-After: 1, then S");
    const pause = (times[1] ?? 0) - (times[0] ?? 0);
    expectTrue("pause before the retry", pause >= 950, { expected: "a second", actual: `${Math.round(pause)} ms` });
    const late = http(503, { "Retry-After": "30" });
    const cut = await tell(context, [late], { client: { maxRetries: 1, deadline: 400 } });
    expectVerdict(cut, "unknown http", "a Retry-After beyond the deadline");
    expectSame("requests before the deadline", cut.requests.length, 1);
  },
  "policy",
);

export const aborted = retryCase(
  "aborted",
  "The caller's signal ends the call with `unknown` and the reason `aborted`, and nothing is sent afterwards.",
  async (context) => {
    const controller = new AbortController();
    const aborts: Reply = (request, signal) => {
      setTimeout(() => controller.abort(), 10);
      return stalls(request, signal);
    };
    const told = await tell(context, [aborts, says("S")], {
      client: { maxRetries: 2 },
      call: { signal: controller.signal },
    });
    expectVerdict(told, "unknown aborted", "an aborted call");
    expectSame("requests sent", told.requests.length, 1);
  },
  "policy",
);
