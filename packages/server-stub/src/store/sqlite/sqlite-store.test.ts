import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { describeStore } from "../conformance.js";
import { SqliteStore } from "./sqlite-store.js";

const folder = mkdtempSync(join(tmpdir(), "stub-sqlite-"));
let files = 0;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeStore("sqlite", async () => {
  files += 1;
  return new SqliteStore({ file: join(folder, `made-on-demand-${files}`, "stub.db") });
});
