import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { createStub } from "../../src/stub/create-stub.js";
import { SqliteStore } from "../../src/store/sqlite/sqlite-store.js";
import { send } from "../process/sender.js";

const folder = mkdtempSync(join(tmpdir(), "stub-commit-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("answers U to everybody who waits for a failing COMMIT, and S once it works again", async () => {
  let breaks = false;
  const synchronous = new Set<unknown>();
  const store = new SqliteStore({
    file: join(folder, "stub.db"),
    beforeCommit: (database) => {
      synchronous.add(database.prepare("PRAGMA synchronous").get()?.["synchronous"]);
      if (!breaks) return;
      // A deferred constraint is checked by COMMIT itself.
      database.exec("CREATE TABLE IF NOT EXISTS parent (id INTEGER PRIMARY KEY)");
      database.exec(
        "CREATE TABLE IF NOT EXISTS child (id INTEGER REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)",
      );
      database.exec("INSERT INTO child VALUES (1)");
    },
  });
  const stub = createStub({ store });
  const ids = Array.from({ length: 30 }, (_, index) => `r${index}`);
  const sendAll = () => Promise.all(ids.map((requestId) => send("http://stub.test", requestId, stub.fetch)));
  try {
    await stub.open();
    expect((await send("http://stub.test", "first", stub.fetch)).status).toBe("S");
    breaks = true;
    for (const { status, messageId } of await sendAll()) {
      expect(status).toBe("U");
      expect(messageId).toBeUndefined();
    }
    breaks = false;
    expect((await stub.messages()).map(({ requestId }) => requestId)).toEqual(["first"]);
    const answers = await sendAll();
    expect(answers.every(({ status }) => status === "S")).toBe(true);
    expect(await stub.messages()).toHaveLength(31);
    expect([...synchronous]).toEqual([2]);
  } finally {
    await stub.close();
  }
});
