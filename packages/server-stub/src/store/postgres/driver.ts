import type { Client } from "pg";
import { missingLibrary } from "../../model/missing-library.js";
import { StoreUnusableError } from "../errors.js";
import { readUrls } from "./address.js";
import { unusable } from "./failure.js";

/** @throws StoreUnusableError where a bundle has left no way to it */
export const loadDriver = async () => {
  try {
    return await import("pg");
  } catch (cause) {
    const mend = missingLibrary("pg", cause);
    throw mend === undefined ? cause : new StoreUnusableError(`store: ${mend}`, cause);
  }
};

/** A connection of its own to the first host that takes one, for whoever asks once. @throws StoreUnusableError */
export const connectOnce = async (url: string): Promise<Client> => {
  const pg = await loadDriver();
  let failure: unknown;
  for (const connectionString of readUrls(url)) {
    try {
      const client = new pg.default.Client({ connectionString, connectionTimeoutMillis: 5000 });
      client.on("error", () => {});
      await client.connect();
      return client;
    } catch (error) {
      failure ??= error;
    }
  }
  throw unusable(url, failure);
};
