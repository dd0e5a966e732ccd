import { resultOf } from "../model/results.js";
import { watchChanges } from "../store/change-signal.js";
import type { StoredAnswer } from "../store/store.js";
import { type Answered, SUPER_APP_WAIT } from "./decide.js";
import { idempotencyKey } from "./idempotency.js";
import type { Dependencies, Reply } from "./dependencies.js";
import { takenBody } from "./reply.js";
import type { Attempt } from "./request.js";

/** Waits until the super app has answered for a message, or the time is over. */
const isAnswered = async ({ store, sleep }: Dependencies, namespace: string, messageId: string): Promise<boolean> => {
  const changes = watchChanges(store, namespace);
  const timeout = async (): Promise<void> => {
    await sleep(SUPER_APP_WAIT);
    changes.end();
  };
  void timeout();
  try {
    for (;;) {
      const { rows } = await store.messages(namespace, { messageId }, { limit: 1 });
      const status = rows[0]?.delivery.status;
      if (status !== "queued") return true;
      if (changes.isOver()) return false;
      await changes.next();
    }
  } finally {
    changes.end();
  }
};

/**
 * What waits for the super app, over the webhook leg: `S` when the super app answers at once, whatever it says (erratum E19: that shows in the
 * delivery status), else `A` and the delivery goes on. The stored answer becomes the one that was given.
 */
export const waitForSuperApp = async (
  dependencies: Dependencies,
  attempt: Attempt,
  { store, attempt: row, body, result, message }: Answered,
  sequence: number,
): Promise<Reply> => {
  const { body: request, namespace, operation, clientId } = attempt;
  if (!store || !row || !message || !request) return { body, result };
  const answered = await isAnswered(dependencies, namespace, message.messageId);
  const { pendingUntil: _, ...settled } = store;
  const final = resultOf(operation, answered ? "SUCCESS" : "ACCEPT");
  const { extendInfo } = request;
  const text = takenBody(operation, final, message.messageId, { extendInfo, spelling: "extendInfo" });
  const answer: StoredAnswer = { ...settled, resultCode: final.resultCode, body: text };
  await dependencies.store.amend({
    namespace,
    sequence,
    key: idempotencyKey(operation, clientId, request.requestId),
    store: answer,
    attempt: { ...row, result: final, response: { ...row.response, body: text } },
  });
  return { body: text, result: final };
};
