import { existsSync, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { useSqliteFiles } from "../conformance/sqlite-files.js";
import { createRoom } from "./room.js";

const { fresh } = useSqliteFiles();
const MIB = 2 ** 20;

/** A store on a disk of so many MiB, of which so many are free. */
const make = (size: number, free: number) => {
  const file = fresh();
  const disk = { size, free };
  const database = new DatabaseSync(file);
  database.exec("PRAGMA journal_mode = WAL; CREATE TABLE filling (x)");
  const room = createRoom(file, () => ({ bsize: MIB, blocks: disk.size, bavail: disk.free }));
  const reserve = `${file}.reserve`;
  const pages = () => database.prepare("PRAGMA wal_autocheckpoint").get()?.["wal_autocheckpoint"];
  return { file, disk, database, room, pages, reserved: () => statSync(reserve, { throwIfNoEntry: false })?.size };
};

it("makes a reserve once the log has grown, and removes it where there is room enough without", () => {
  const { database, room, reserved } = make(100_000, 50_000);
  room.begin(database);
  room.look(database, 100);
  expect(reserved()).toBeUndefined();
  room.look(database, 300);
  expect(reserved()).toBe(4 * MIB);
  room.close();
  expect(reserved()).toBeUndefined();
});

it("makes it at once where there is little, keeps the log short, and leaves it for the next start", () => {
  const { database, room, reserved, pages } = make(20, 10);
  room.begin(database);
  expect(reserved()).toBe(2.5 * MIB);
  expect(pages()).toBe(256);
  room.close();
  expect(reserved()).toBe(2.5 * MIB);
});

it("makes it again when there is room, and is spent until then", () => {
  const { disk, database, room, reserved } = make(20, 1);
  room.begin(database);
  expect(room.isSpent()).toBe(true);
  expect(room.keep()).toBe(false);
  disk.free = 4;
  expect(room.keep()).toBe(true);
  expect(room.isSpent()).toBe(false);
  room.spend();
  expect(reserved()).toBeUndefined();
  expect(room.isSpent()).toBe(true);
});

it("leaves a log alone that the file has no room for, until it has", () => {
  const { file, disk, database, room, pages } = make(20, 10);
  room.begin(database);
  database.exec("PRAGMA wal_autocheckpoint = 0; INSERT INTO filling VALUES (zeroblob(8000000))");
  disk.free = 2;
  room.shortenLog(database);
  expect(statSync(file).size).toBeLessThan(MIB);
  expect(pages()).toBe(0);
  disk.free = 6;
  room.look(database, 2000);
  expect(statSync(file).size).toBeGreaterThan(7 * MIB);
  expect(statSync(`${file}-wal`).size).toBe(0);
  expect(pages()).toBe(256);
  expect(existsSync(`${file}.reserve`)).toBe(true);
});
