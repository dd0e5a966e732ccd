import { DEFAULT_CONFIG } from "../../packages/server-stub/dist/model/config.js";
import { SqliteStore } from "../../packages/server-stub/dist/store/sqlite/sqlite-store.js";
import { newRequestId } from "./request.ts";

/** Makes a store that remembers `count` requestIds. */
export const prefill = async (file: string, count: number): Promise<void> => {
  const store = new SqliteStore({ file });
  const now = Date.now();
  const { revision } = await store.ensure("default", DEFAULT_CONFIG, now);
  const perTurn = 2000;
  for (let done = 0; done < count; done += perTurn) {
    const turn = Array.from({ length: perTurn }, () => {
      const key = JSON.stringify(["sendMessage", "202016726873874774774xxxx", newRequestId()]);
      const answer = {
        at: now,
        fingerprint: "f".repeat(43),
        resultCode: "SUCCESS",
        messageId: "m".repeat(35),
        body: "b".repeat(130),
      };
      return store.attempt({ namespace: "default", revision, usedAt: now, key, counters: [], faults: [] }, () => ({
        store: answer,
      }));
    });
    await Promise.all(turn);
  }
  await store.close();
};
