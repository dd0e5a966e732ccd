import { resultOf } from "../model/results.js";
import { ringOnChange } from "../store/change-bell.js";
import type { StoredAnswer } from "../store/store.js";
import { type Answered, PROMPTNESS } from "./decide.js";
import { idempotencyKey } from "./idempotency.js";
import type { Ground, Reply } from "./ground.js";
import { takenBody } from "./reply.js";
import type { Attempt } from "./request.js";

/** Waits until the super app has answered for a message, or the time is over. */
const isAnswered = async ({ store, sleep }: Ground, namespace: string, messageId: string): Promise<boolean> => {
  const bell = ringOnChange(store, namespace);
  const timeout = async (): Promise<void> => {
    await sleep(PROMPTNESS);
    bell.end();
  };
  void timeout();
  try {
    for (;;) {
      const { rows } = await store.messages(namespace, { messageId }, { limit: 1 });
      const status = rows[0]?.delivery.status;
      if (status !== "queued") return true;
      if (bell.isOver()) return false;
      await bell.next();
    }
  } finally {
    bell.end();
  }
};

/**
 * sendInbox over the webhook leg: `S` when the super app answers at once, whatever it says (erratum E19: that shows in the
 * delivery status), else `A` and the delivery goes on. The stored answer becomes the one that was given.
 */
export const promptResult = async (
  ground: Ground,
  attempt: Attempt,
  { store, attempt: row, body, result, message }: Answered,
  sequence: number,
): Promise<Reply> => {
  const { body: request, namespace, operation, clientId } = attempt;
  if (!store || !row || !message || !request) return { body, result };
  const answered = await isAnswered(ground, namespace, message.messageId);
  const { pendingUntil: _, ...settled } = store;
  const final = resultOf(operation, answered ? "SUCCESS" : "ACCEPT");
  const { extendInfo } = request;
  const text = takenBody(operation, final, message.messageId, { extendInfo, spelling: "extendInfo" });
  const answer: StoredAnswer = { ...settled, resultCode: final.resultCode, body: text };
  await ground.store.amend({
    namespace,
    sequence,
    key: idempotencyKey(operation, clientId, request.requestId),
    store: answer,
    attempt: { ...row, result: final, response: { ...row.response, body: text } },
  });
  return { body: text, result: final };
};
