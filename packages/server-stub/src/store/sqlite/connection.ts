import type { DatabaseSync, StatementSync } from "node:sqlite";
import { StoreLostError, type StoreUnusableError } from "../errors.js";
import { dateNow } from "../../model/real-time.js";
import { crowded, damageOf, lostBy } from "./failure.js";
import type { FileWatch } from "./file-watch.js";
import { causeOf } from "./io-cause.js";
import { createGroupCommit, type GroupCommit } from "./group-commit.js";
import { createPendingLookups, type PendingLookups } from "./lookup.js";
import { createNamespaces, type Namespaces } from "./namespaces.js";
import { createRowBuffer, type RowBuffer } from "./row-buffer.js";
import type { Room } from "./room.js";
import type { UncleanMark } from "./unclean-mark.js";
import { keyHash, mergeLookups, readTail, requestHash } from "./lookup-table.js";

/** What the parts of the SQLite store share. */
export interface Connection {
  readonly database: DatabaseSync;
  /** Prepared once per text. */
  readonly sql: (text: string) => StatementSync;
  readonly commits: GroupCommit;
  readonly lookups: PendingLookups;
  readonly namespaces: Namespaces;
  /** What attempts write. */
  readonly rows: RowBuffer;
  /** Why the last transaction was lost; a damaged file takes nothing more. */
  readonly trouble: () => StoreLostError | StoreUnusableError | undefined;
  /** Bytes that a full disk had no room for last: of one message, though many may have been refused together. */
  readonly refused: () => number;
  /** A write has succeeded. */
  readonly recovered: () => void;
  readonly room: Room;
  /** The disk was full, and no sweep has come to its end since. */
  readonly isCrowded: () => boolean;
  /** Everything is swept that can be: gives room back to the disk, and keeps what is needed next time. */
  readonly settleRoom: () => void;
  /** As long as there is room for nothing but what frees some. */
  readonly lackOfRoom: () => StoreLostError | undefined;
  /** The file turns out to be damaged: it takes nothing more. */
  readonly damage: (found: string) => StoreLostError;
}

export interface ConnectionOptions {
  /** As the user wrote it. */
  readonly path: string;
  /** Where it lies. */
  readonly file: string;
  readonly database: DatabaseSync;
  readonly watch: FileWatch;
  readonly mark: UncleanMark;
  readonly room: Room;
  /** Called after a commit with the names of the namespaces that it changed. */
  readonly changed: (names: ReadonlySet<string>) => void;
  /** For tests: runs inside the transaction, just before COMMIT. */
  readonly beforeCommit?: ((database: DatabaseSync) => void) | undefined;
  readonly lookupRun?: number | undefined;
}

/** Between two tries to make room, in ms. */
const pause = 1000;

const statementCache = (database: DatabaseSync): ((text: string) => StatementSync) => {
  const known = new Map<string, StatementSync>();
  return (text) => {
    let statement = known.get(text);
    if (statement === undefined) {
      statement = database.prepare(text);
      known.set(text, statement);
    }
    return statement;
  };
};

/** Ties cache, lookups and transactions of one open database together. */
export const connect = (options: ConnectionOptions): Connection => {
  const { path, file, database, watch, mark, room, changed, beforeCommit, lookupRun } = options;
  const sql = statementCache(database);
  database.function("key_hash", { deterministic: true }, (key) => keyHash(String(key)));
  database.function("request_hash", { deterministic: true }, (requestId) => requestHash(String(requestId)));
  const lookups = createPendingLookups(lookupRun);
  const namespaces = createNamespaces({
    sql,
    isFull: room.isSpent,
    onDropped: () => {
      isCrowded ||= room.isLow();
    },
  });
  const rows = createRowBuffer(sql);
  let stale = true;
  let frames = 0;
  let trouble: StoreLostError | StoreUnusableError | undefined;
  let isCrowded = room.isSpent();
  let shortenedAt = 0;
  let refused = 0;

  const refresh = (): void => {
    if (!stale) return;
    namespaces.load();
    lookups.clear();
    rows.clear();
    readTail(sql, lookups, namespaces);
    stale = false;
  };

  /** Damage is there to stay, whatever can still be written. */
  const recovered = (): void => {
    if (trouble?.fault !== "damaged") trouble = undefined;
  };

  /** What failed lies in the log still, and may be all that fills the disk; or what was let go and waits for a sweep. */
  const shorten = (): void => {
    const [any] = isCrowded ? [] : namespaces.all();
    isCrowded = true;
    if (any && sql("SELECT 1 FROM dropped").get() !== undefined) changed(new Set([any.state.name]));
    if (dateNow() - shortenedAt < pause) return;
    shortenedAt = dateNow();
    room.shortenLog(database);
    if (room.isSpent()) room.keep();
  };

  const commits = createGroupCommit(database, {
    beforeBegin: () => {
      if (trouble?.fault === "damaged") throw trouble;
      watch.begin();
      rows.begin();
    },
    beforeWork: (reads) => {
      refresh();
      if (reads) rows.flush();
    },
    beforeCommit: () => {
      rows.flush();
      mergeLookups(sql, lookups, namespaces);
      namespaces.write();
      beforeCommit?.(database);
    },
    beforeAnswer: () => {
      const row = namespaces.lastRow();
      frames = watch.committed(row);
      mark.note(row);
    },
    explain: (error) => lostBy(path, error, () => causeOf(file)),
    afterCommit: () => {
      lookups.settleFinished();
      room.look(database, frames);
      const names = namespaces.takeTouched();
      if (names.size === 0) return;
      // Something was written, which is more than reading well; on a full disk what lets go of rows is, and no message.
      if (trouble?.fault !== "full" || rows.bytes() > 0) recovered();
      changed(names);
    },
    afterLoss: (lost) => {
      trouble = lost;
      stale = true;
      if (lost.fault !== "full") return;
      // A question of health that has failed itself had none.
      refused = rows.largest() || refused;
      shorten();
    },
  });
  const damage = (found: string): StoreLostError => {
    const error = new StoreLostError(`store sqlite:${path}: ${damageOf(found)}`, undefined, "damaged");
    trouble = error;
    return error;
  };
  const settleRoom = (): void => {
    room.shortenLog(database);
    isCrowded = !room.keep();
  };
  const lackOfRoom = (): StoreLostError | undefined =>
    room.isSpent() && !room.keep() ? crowded(path, () => causeOf(file)) : undefined;
  return {
    database,
    sql,
    commits,
    lookups,
    namespaces,
    rows,
    room,
    trouble: () => trouble,
    refused: () => refused,
    recovered,
    damage,
    isCrowded: () => isCrowded,
    settleRoom,
    lackOfRoom,
  };
};
