import { rm } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import type * as Stores from "./stored.ts";
import { fileOf } from "./process.ts";
import { newRequestId } from "./request.ts";

/** The stub's own store, which its package does not export. */
const loadStores = async (folder: string): Promise<typeof Stores> => {
  const outfile = join(folder, "stores.mjs");
  const entry = fileOf("./stored.ts");
  await build({ entryPoints: [entry], outfile, bundle: true, platform: "node", format: "esm", logLevel: "warning" });
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
