import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { oneModule } from "@miniprogram-messages/bundle/one-module";
import type * as Stores from "./stored.ts";
import { fileOf } from "./process.ts";
import { newRequestId } from "./request.ts";

/** The stub's own store, which its package does not export. */
const loadStores = async (folder: string): Promise<typeof Stores> => {
  const outfile = join(folder, "stores.mjs");
  await oneModule(fileOf("./stored.ts"), outfile);
  const stores: typeof Stores = await import(pathToFileURL(outfile).href);
  await rm(outfile);
  return stores;
};

/** Makes a store that remembers `count` requestIds. */
export const prefill = async (folder: string, file: string, count: number): Promise<void> => {
  const { DEFAULT_CONFIG, SqliteStore } = await loadStores(folder);
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

interface Filling {
  /** `sqlite:<file>` or `postgres://…` */
  readonly store: string;
  readonly namespace: string;
  readonly messages: number;
  /** Characters of each text. */
  readonly length: number;
}

/** Characters that no database makes smaller: what is called 600 MB is that on its disk. */
const textOf = (length: number): string =>
  randomBytes(Math.ceil(length * 0.75))
    .toString("base64")
    .slice(0, length);

/** Makes a store with a namespace that is full: messages, journal and answers. */
export const fillNamespace = async (folder: string, filling: Filling): Promise<void> => {
  const { store: url, namespace, messages, length } = filling;
  const { DEFAULT_CONFIG, PostgresStore, SqliteStore } = await loadStores(folder);
  const isFile = url.startsWith("sqlite:");
  const store = isFile ? new SqliteStore({ file: url.slice("sqlite:".length) }) : new PostgresStore({ url });
  const now = Date.now();
  const { revision } = await store.ensure(namespace, DEFAULT_CONFIG, now);
  const result = { resultCode: "SUCCESS", resultStatus: "S", resultMessage: "success" } as const;
  const perTurn = 500;
  for (let done = 0; done < messages; done += perTurn) {
    const turn = Array.from({ length: Math.min(perTurn, messages - done) }, (_, index) => {
      const requestId = newRequestId();
      const messageId = `M${done + index}`;
      const body = JSON.stringify({ requestId, text: textOf(length) });
      const common = { at: now, requestId, operation: "sendMessage", messageId } as const;
      const attempt = {
        ...common,
        decidedBy: "delivery",
        result,
        request: { method: "POST", uri: "/v2/miniprogram/message/send", headers: {}, body },
        response: { status: 200, body: "{}" },
      } as const;
      const message = {
        ...common,
        channel: "SMS",
        customerBelongsTo: "GCASH",
        customerId: "U1",
        templateCode: "T1",
        language: "en-US",
        content: { content: textOf(length) },
        delivery: { status: "delivered", at: now },
      } as const;
      const answer = { at: now, fingerprint: "f".repeat(43), resultCode: "SUCCESS", messageId, body: "b".repeat(130) };
      const query = { namespace, revision, usedAt: now, key: requestId, counters: [], faults: [] };
      // The journal keeps half as many rows.
      return store.attempt(query, () => ({ message, store: answer, ...(index % 2 === 0 && { attempt }) }));
    });
    await Promise.all(turn);
  }
  await store.close();
};
