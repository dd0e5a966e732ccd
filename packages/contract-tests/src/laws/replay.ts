import { answerOf, expectStatus, messageIdOf } from "../engine/answer.js";
import { expectSame } from "../engine/failure.js";
import type { ServerContext } from "../engine/server-context.js";
import { operations, sendInbox, sendMessage, type Operation } from "../spec/operation.js";
import { controlLaw, expectDeliveries, law, postWithResult, userOf } from "./law.js";

// Enough that a server which forgets after a handful of replays is caught.
const replays = 12;

const expectReplays = async (context: ServerContext, operation: Operation): Promise<void> => {
  const body = context.body(operation);
  const first = await context.post(operation, body);
  expectStatus(first, "S", "First send");
  for (let replay = 1; replay <= replays; replay += 1) {
    const again = await context.post(operation, body);
    expectStatus(again, "S", `Replay ${replay}`);
    expectSame(`messageId of replay ${replay}`, messageIdOf(again), messageIdOf(first), again);
  }
};

export const replayAfterSuccess = law(
  {
    name: "replay-after-success",
    level: "documented",
    rule: "message/send: the same requestId after S returns the same messageId.",
  },
  (context) => expectReplays(context, sendMessage),
);

export const inboxStoresSuccess = law(
  {
    name: "inbox-stores-success",
    level: "documented",
    rule: "sendInbox returns the stored S and messageId of a requestId.",
  },
  (context) => expectReplays(context, sendInbox),
);

export const inboxStoresAccept = controlLaw(
  { name: "inbox-stores-accept", level: "documented", rule: "sendInbox returns the stored A of a requestId. (E17)" },
  async (context) => {
    const body = context.body(sendInbox);
    const first = await postWithResult(context, { operation: sendInbox, body, code: "ACCEPT" });
    const again = await context.post(sendInbox, body);
    expectStatus(again, "A", "Replay of an accepted request");
    expectSame("messageId of the replay", messageIdOf(again), messageIdOf(first), again);
  },
);

export const inboxStoresFailure = controlLaw(
  {
    name: "inbox-stores-failure",
    level: "documented",
    rule: "sendInbox returns the stored F of a requestId, from the user's status onward. (E17)",
  },
  async (context) => {
    const locked = context.body(sendInbox);
    await context.control.configure({ users: [userOf(locked, { status: "LOCKED" })] });
    const first = await context.post(sendInbox, locked);
    expectStatus(first, "F", "A locked user");
    await context.control.configure({ users: [userOf(locked)] });
    const again = await context.post(sendInbox, locked);
    expectSame("stored result of a locked user", answerOf(again).resultCode, answerOf(first).resultCode, again);
    const failed = context.body(sendInbox);
    await postWithResult(context, { operation: sendInbox, body: failed, code: "PROCESS_FAIL" });
    expectStatus(await context.post(sendInbox, failed), "F", "Replay after PROCESS_FAIL");
  },
);

export const sendsOnce = controlLaw(
  { name: "sends-once", level: "documented", rule: "The same requestId is delivered once, however often it is sent." },
  async (context) => {
    for (const operation of operations) {
      const body = context.body(operation);
      for (let send = 0; send <= replays; send += 1) await context.post(operation, body);
      await expectDeliveries(context, body["requestId"], 1, context.exchanges.at(-1));
    }
  },
);

export const parallelEqualRequests = law(
  {
    name: "parallel-equal-requests",
    level: "documented",
    rule: "Equal requests at the same time are one notification: one messageId, one delivery.",
  },
  async (context) => {
    for (const operation of operations) {
      const body = context.body(operation);
      const answers = await Promise.all(Array.from({ length: 8 }, () => context.post(operation, body)));
      const ids = new Set(answers.filter((answer) => answerOf(answer).resultStatus === "S").map(messageIdOf));
      expectSame("different messageIds of 8 parallel equal requests", ids.size, 1, answers[0]);
      if (context.target.controlUrl !== undefined) await expectDeliveries(context, body["requestId"], 1, answers[0]);
    }
  },
);
