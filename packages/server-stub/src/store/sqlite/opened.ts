import { dateNow } from "../../model/real-time.js";
import { isFullStore } from "../errors.js";
import { type BackgroundCheck, checkInBackground, checkedBefore } from "./background-check.js";
import { type Connection, type ConnectionOptions, connect } from "./connection.js";
import { learnStored } from "./learn-stored.js";
import { type OpenDatabase, type OpeningOptions, openDatabase } from "./open-database.js";
import { endLeases } from "./outbox.js";

/** A store that can be asked. */
export interface Opened extends OpenDatabase {
  readonly connection: Connection;
  readonly check: BackgroundCheck;
  /** Ends what goes on beside the requests. */
  readonly closing: AbortController;
}

type Given = OpeningOptions & Pick<ConnectionOptions, "path" | "changed" | "beforeCommit" | "lookupRun">;

const begin = async (
  open: OpenDatabase,
  { path, changed, beforeCommit, lookupRun, onLost }: Given,
): Promise<Opened> => {
  const connection = connect({ path, ...open, changed, beforeCommit, lookupRun });
  await connection.commits
    .run(() => endLeases(connection, dateNow()))
    .catch((error: unknown) => {
      // Where there is no room for that, they end by themselves.
      if (!isFullStore(error)) throw error;
    });
  const check = open.isChecked
    ? checkedBefore
    : checkInBackground(open.file, (found) => onLost(connection.damage(found)));
  const closing = new AbortController();
  void learnStored(connection, closing.signal);
  return { ...open, connection, check, closing };
};

/** Opens the file, and lets go of it when the store cannot begin. @throws StoreUnusableError, StoreLostError */
export const openConnected = async (given: Given): Promise<Opened> => {
  const open = await openDatabase(given.path, given);
  try {
    return await begin(open, given);
  } catch (error) {
    open.close();
    throw error;
  }
};
