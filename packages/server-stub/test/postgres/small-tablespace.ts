import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import type { PostgresServer } from "./server.js";

/** A file system of its own, on which a database lies. */
export interface SmallTablespace {
  /** Takes what room there is, and gives it back. */
  readonly fill: () => void;
  readonly free: () => void;
  readonly remove: () => void;
}

const megabytes = 40;

/** Moves the database `stub` of a server to a disk of its own. Undefined where this user may mount none. */
export const moveToSmallDisk = async ({ data, url }: PostgresServer): Promise<SmallTablespace | undefined> => {
  const folder = mkdtempSync(join(tmpdir(), "stub-tablespace-"));
  const { uid, gid } = statSync(data);
  const options = `size=${megabytes}m,uid=${uid},gid=${gid},mode=700`;
  const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder]);
  if (status !== 0) {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  const client = new Client({ connectionString: url.replace(/stub$/u, "postgres") });
  await client.connect();
  await client.query(`CREATE TABLESPACE small LOCATION '${folder}'`);
  await client.query("ALTER DATABASE stub SET TABLESPACE small");
  await client.end();
  const filling = join(folder, "filling");
  return {
    fill: () => {
      try {
        writeFileSync(filling, Buffer.alloc(megabytes * 2 ** 20));
      } catch {
        // Now it is full.
      }
    },
    free: () => rmSync(filling, { force: true }),
    remove: () => {
      // As long as a server has it open it stays where nobody finds it.
      execFileSync("umount", ["--lazy", folder]);
      rmSync(folder, { recursive: true });
    },
  };
};
