import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { rollBack } from "./rollback.js";

it("ends a transaction, and is content where SQLite has ended it already", () => {
  const database = new DatabaseSync(":memory:");
  database.exec("CREATE TABLE t (a UNIQUE); BEGIN; INSERT INTO t VALUES (1)");
  rollBack(database);
  expect(database.prepare("SELECT a FROM t").all()).toEqual([]);
  database.exec("BEGIN; INSERT INTO t VALUES (1)");
  expect(() => database.exec("INSERT OR ROLLBACK INTO t VALUES (1)")).toThrow("UNIQUE");
  expect(() => rollBack(database)).not.toThrow();
  expect(database.prepare("SELECT a FROM t").all()).toEqual([]);
  database.close();
});
