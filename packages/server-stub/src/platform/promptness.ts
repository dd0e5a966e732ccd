import { resultOf } from "../model/results.js";
import type { Store, StoredAnswer } from "../store/store.js";
import { type Answered, PROMPTNESS } from "./decide.js";
import { idempotencyKey } from "./idempotency.js";
import type { Ground, Reply } from "./ground.js";
import { takenBody } from "./reply.js";
import type { Attempt } from "./request.js";

/** Waits until a message is delivered or has failed, or the time is over. Woken by the store, not by polling alone. */
const isDelivered = async (
  store: Store,
  namespace: string,
  messageId: string,
  sleep: Promise<void>,
): Promise<boolean> => {
  let wake = (): void => {};
  let isOver = false;
  let isChanged = true;
  const stop = store.watch((changed) => {
    if (changed !== namespace) return;
    isChanged = true;
    wake();
  });
  void sleep.then(() => {
    isOver = true;
    wake();
  });
  try {
    for (;;) {
      if (isChanged) {
        isChanged = false;
        const { rows } = await store.messages(namespace, { messageId }, { limit: 1 });
        const status = rows[0]?.delivery.status;
        if (status !== "queued") return status === "delivered";
      }
      if (isOver) return false;
      if (isChanged) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    stop();
  }
};

/**
 * sendInbox over the webhook leg: `S` when the super app takes the message at once, else `A` and the delivery goes on. The
 * stored answer becomes the one that was given.
 */
export const promptResult = async (
  ground: Ground,
  attempt: Attempt,
  { store, attempt: row, body, result, message }: Answered,
  sequence: number,
): Promise<Reply> => {
  const { body: request, namespace, operation, clientId } = attempt;
  if (!store || !row || !message || !request) return { body, result };
  const delivered = await isDelivered(ground.store, namespace, message.messageId, ground.sleep(PROMPTNESS));
  const { pendingUntil: _, ...settled } = store;
  const final = resultOf(operation, delivered ? "SUCCESS" : "ACCEPT");
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
