import { existsSync, statSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { MOST_PROBLEMS, type StoreCheck } from "../check-store.js";
import { StoreUnusableError } from "../errors.js";
import { assertPlain } from "./assert-usable.js";
import { lackOfDescriptors } from "./descriptors.js";
import { failureOf, unusable } from "./failure.js";
import { assertOwned, immutable } from "./file-owner.js";
import { loadSqlite } from "./load-sqlite.js";
import { realFile } from "./real-file.js";
import { assertNothingMissing } from "./unclean-mark.js";

const counted = {
  namespaces: "namespace",
  messages: "message",
  attempts: "attempt",
  answers: "answer",
  snapshots: "snapshot",
  "deliveries waiting": "outbox",
} as const;

const damages = (database: DatabaseSync): string[] =>
  database
    .prepare(`PRAGMA integrity_check(${MOST_PROBLEMS})`)
    .all()
    .map((row) => String(row["integrity_check"]))
    .filter((text) => text !== "ok");

/** The engine looks at the structure of a page alone; what our rows hold tells more. */
const unreadable = (database: DatabaseSync): string[] =>
  (["message", "attempt"] as const).flatMap((table) => {
    const row = database.prepare(`SELECT count(*) AS rows FROM ${table} WHERE NOT json_valid(data)`).get();
    const rows = Number(row?.["rows"]);
    return rows === 0 ? [] : [`${rows} rows of table ${table} are unreadable`];
  });

const homeless = (database: DatabaseSync): string[] => {
  const row = database
    .prepare("SELECT count(*) AS rows FROM namespace WHERE generation NOT IN (SELECT generation FROM progress)")
    .get();
  const rows = Number(row?.["rows"]);
  return rows === 0 ? [] : [`${rows} namespaces have no progress row`];
};

const isEmpty = (database: DatabaseSync): boolean =>
  database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'namespace'").get() === undefined;

const look = (database: DatabaseSync, file: string): StoreCheck => {
  // A first start that was cut short leaves no tables.
  if (isEmpty(database)) return { problems: damages(database), counts: { namespaces: 0, bytes: statSync(file).size } };
  const problems = [...damages(database), ...unreadable(database), ...homeless(database)];
  const numbers = Object.entries(counted).map(([name, table]) => {
    const row = database.prepare(`SELECT count(*) AS rows FROM ${table}`).get();
    return [name, Number(row?.["rows"])] as const;
  });
  return { problems, counts: { ...Object.fromEntries(numbers), bytes: statSync(file).size } };
};

/** See `checkStore`. */
export const checkFile = async (path: string): Promise<StoreCheck> => {
  const sqlite = loadSqlite();
  const file = realFile(path);
  if (!existsSync(file)) throw new StoreUnusableError(`store sqlite:${path}: there is no such file`);
  try {
    assertPlain(file, path);
    assertOwned(sqlite, file, path);
    assertNothingMissing(sqlite, file, path);
    // Without a log nobody uses the file, and it can be read without leaving a trace.
    const location = existsSync(`${file}-wal`) ? file : immutable(file);
    const database = new sqlite.DatabaseSync(location, { readOnly: true });
    try {
      return look(database, file);
    } finally {
      database.close();
    }
  } catch (error) {
    if (failureOf(error)?.fault !== "damaged") throw unusable(path, error, () => lackOfDescriptors());
    return { problems: [error instanceof Error ? error.message : "unreadable"], counts: {} };
  }
};
