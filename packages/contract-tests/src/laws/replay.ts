import { expectTakenAgain, isTaken, postAgainAfterUnknown, shortAnswer, take } from "../engine/acceptance.js";
import { answerOf, expectStatus, messageIdOf } from "../engine/answer.js";
import { canEvoke, evoke, needsResult } from "../engine/evoke.js";
import { expectSame, expectTrue } from "../engine/failure.js";
import type { ServerContext } from "../engine/server-context.js";
import { forEach, Inconclusive, NotOffered } from "../engine/verdict.js";
import { sendInbox, sendMessage, type Operation } from "../spec/operation.js";
import { controlLaw, expectDeliveries, law, userOf } from "./law.js";

type Told = "messageId" | "resultStatus" | "resultCode";

// Enough that a server which forgets after a handful of replays is caught.
const replays = 12;

/** Takes a request and sends it again `times` times; each replay has to be taken, and equal to the first in `properties`. */
const expectReplays = async (
  context: ServerContext,
  operation: Operation,
  { times, properties }: { readonly times: number; readonly properties: readonly Told[] },
): Promise<void> => {
  const body = context.body(operation);
  const first = answerOf(await take(context, operation, { body }));
  for (let replay = 1; replay <= times; replay += 1) {
    const again = await postAgainAfterUnknown(context, operation, { body });
    expectTakenAgain(again, `Replay ${replay}`);
    const answer = answerOf(again);
    for (const name of properties) expectSame(`${name} of replay ${replay}`, answer[name], first[name], again);
  }
};

const SAME_MESSAGE = { times: replays, properties: ["messageId"] } as const;

export const replayAfterSuccess = law(
  {
    name: "replay-after-success",
    says: /must return the same messageId/u,
    rule: "message/send: the same requestId after S returns the same messageId.",
    operations: ["sendMessage"],
  },
  (context) => expectReplays(context, sendMessage, SAME_MESSAGE),
);

export const inboxStoresSuccess = law(
  {
    name: "inbox-stores-success",
    says: /same result no matter how many times/u,
    rule: "sendInbox returns the stored result and messageId of a requestId that was taken.",
    operations: ["sendInbox"],
  },
  (context) => expectReplays(context, sendInbox, SAME_MESSAGE),
);

export const replaySameResult = law(
  {
    name: "replay-same-result",
    level: "inferred",
    rule: "A replay has the status and the code of the first answer.",
  },
  (context) =>
    forEach(context.operations, (operation) =>
      expectReplays(context, operation, { times: 3, properties: ["resultStatus", "resultCode"] }),
    ),
);

export const illegalReplay = law(
  {
    name: "illegal-replay",
    level: "policy",
    rule: "Illegal parameters are refused under a requestId that was taken as well.",
  },
  (context) =>
    forEach(context.operations, async (operation) => {
      const body = context.body(operation);
      await take(context, operation, { body });
      const illegal = await context.post(operation, { ...body, templates: "not a list" });
      expectTrue("An illegal request under a known requestId", !isTaken(illegal), {
        expected: "F",
        actual: illegal.text,
        exchange: illegal,
      });
    }),
);

export const replayKeepsExtendInfo = law(
  {
    name: "replay-keeps-extend-info",
    level: "inferred",
    rule: "A replay carries the extendInfo that the first answer carried.",
  },
  async (context) =>
    forEach(context.operations, async (operation) => {
      const body = context.body(operation, { extendInfo: "This is additional information" });
      const first = answerOf(await take(context, operation, { body })).json;
      const again = await context.post(operation, body);
      for (const name of ["extendInfo", "entendInfo"]) {
        expectSame(`${name} of the replay`, answerOf(again).json[name] ?? null, first[name] ?? null, again);
      }
    }),
);

export const inboxStoresAccept = law(
  {
    name: "inbox-stores-accept",
    level: "inferred",
    rule: "sendInbox returns the stored A of a requestId. (E17)",
    operations: ["sendInbox"],
  },
  async (context) => {
    const body = context.body(sendInbox);
    const first = await evoke(context, sendInbox, { body, code: "ACCEPT" });
    expectStatus(first, "A", "An accepted request");
    const again = await context.post(sendInbox, body);
    expectStatus(again, "A", "Replay of an accepted request");
    expectSame("messageId of the replay", messageIdOf(again), messageIdOf(first), again);
  },
);

/** Failures of sendInbox that nobody can mend, so that they are the result of their requestId. */
const lasting = ["USER_STATUS_ERROR", "PROCESS_FAIL"];

/** Where the server is told by its values how to fail, the same requestId with other ones is not taken. */
const expectStoredAfterEach = async (context: ServerContext): Promise<void> => {
  const known = lasting.filter((code) => canEvoke(context, sendInbox, code));
  if (known.length === 0) throw new NotOffered(needsResult(sendInbox, lasting[0] ?? ""));
  await forEach(known, async (code) => {
    const body = context.body(sendInbox);
    const first = await evoke(context, sendInbox, { body, code });
    if (isTaken(first)) throw new Inconclusive(`The server does not answer ${code} (${shortAnswer(first)}).`, first);
    const again = await context.post(sendInbox, body);
    expectTrue(`The requestId of a request that ended with ${code}`, !isTaken(again), {
      expected: code,
      actual: again.text,
      exchange: again,
    });
  });
};

export const inboxStoresFailure = law(
  {
    name: "inbox-stores-failure",
    level: "inferred",
    rule: "sendInbox returns the stored F of a requestId, from the user's status onward. (E17)",
    operations: ["sendInbox"],
  },
  async (context) => {
    if (context.target.controlUrl === undefined) return expectStoredAfterEach(context);
    const locked = context.body(sendInbox);
    await context.control.configure({ users: [userOf(locked, { status: "LOCKED" })] });
    const first = await context.post(sendInbox, locked);
    expectStatus(first, "F", "A locked user");
    await context.control.configure({ users: [userOf(locked)] });
    const again = await context.post(sendInbox, locked);
    expectSame("stored result of a locked user", answerOf(again).resultCode, answerOf(first).resultCode, again);
    const failed = context.body(sendInbox);
    await evoke(context, sendInbox, { body: failed, code: "PROCESS_FAIL" });
    return expectStatus(await context.post(sendInbox, failed), "F", "Replay after PROCESS_FAIL");
  },
);

export const sendsOnce = controlLaw(
  {
    name: "sends-once",
    says: /only sends message once/u,
    rule: "The same requestId is delivered once, however often it is sent.",
  },
  async (context) => {
    for (const operation of context.operations) {
      const body = context.body(operation);
      for (let send = 0; send <= replays; send += 1) await context.post(operation, body);
      await expectDeliveries(context, body["requestId"], 1, context.exchanges.at(-1));
    }
  },
);

export const parallelEqualRequests = law(
  {
    name: "parallel-equal-requests",
    says: /only sends message once/u,
    rule: "Equal requests at the same time are one notification: those that are taken have one messageId.",
  },
  async (context) =>
    forEach(context.operations, async (operation) => {
      const body = context.body(operation);
      const answers = await Promise.all(Array.from({ length: 8 }, () => context.post(operation, body)));
      // What is still in flight may be answered U or F; the requests that are taken may not differ.
      const taken = answers.filter(isTaken);
      const ids = new Set(taken.map((answer) => answerOf(answer).messageId));
      if (taken.length === 0) throw new Inconclusive("None of 8 parallel equal requests was taken.", answers[0]);
      expectSame("different messageIds of 8 parallel equal requests", ids.size, 1, answers[0]);
      if (context.target.controlUrl !== undefined) await expectDeliveries(context, body["requestId"], 1, answers[0]);
    }),
);
