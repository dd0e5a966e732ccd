import { clientCase, type ClientCase } from "../engine/case.js";
import type { ClientContext } from "../engine/client-context.js";
import { expectSame, expectTrue } from "../engine/failure.js";
import { expectVerdict, tell } from "./call.js";
import { http, says, stalls, type Reply } from "./script.js";

const retryCase = (name: string, rule: string, run: (context: ClientContext) => Promise<void>): ClientCase =>
  clientCase({ id: `client/${name}`, level: "policy", rule }, run);

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
);

export const deadline = retryCase(
  "deadline",
  "The deadline ends an attempt, no other follows, and Retry-After is not waited for beyond it.",
  async (context) => {
    const told = await tell(context, [stalls], { client: { maxRetries: 3, deadline: 800 } });
    expectVerdict(told, "unknown timeout", "no answer before the deadline");
    // A timer may end a fraction of a millisecond before the deadline, and leave room for one more attempt.
    expectTrue("requests before the deadline", told.requests.length <= 2, {
      expected: 1,
      actual: told.requests.length,
    });
    const late = http(503, { "Retry-After": "30" });
    const cut = await tell(context, [late], { client: { maxRetries: 1, deadline: 400 } });
    expectVerdict(cut, "unknown http", "a Retry-After beyond the deadline");
    expectSame("requests before the deadline", cut.requests.length, 1);
  },
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
);
