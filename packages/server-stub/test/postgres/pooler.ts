import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { freePort } from "./server.js";

export interface PoolerOptions {
  readonly mode?: "transaction" | "statement" | "session";
  /** Server connections that it shares out. */
  readonly size?: number;
  /** Further settings of it. */
  readonly settings?: Readonly<Record<string, string | number>>;
}

/** A pooler before a database. */
export interface Pooler {
  readonly url: string;
  /** Says something on its console, such as `PAUSE`. */
  tell(command: string): Promise<void>;
  remove(): Promise<void>;
}

const nobody = 65_534;

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });

/**
 * @param program where pgbouncer lies
 * @param database URL of the server behind it
 */
export const startPooler = async (
  program: string,
  database: string,
  { mode = "transaction", size = 3, settings = {} }: PoolerOptions = {},
): Promise<Pooler> => {
  const folder = mkdtempSync(join(tmpdir(), "stub-pooler-"));
  const port = await freePort();
  const { hostname, port: serverPort, username, password } = new URL(database);
  const ini = join(folder, "pgbouncer.ini");
  writeFileSync(
    ini,
    `[databases]
stub = host=${hostname} port=${serverPort} dbname=stub user=${username} password=${password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
admin_users = ${username}
pool_mode = ${mode}
default_pool_size = ${size}
${Object.entries(settings)
  .map(([name, value]) => `${name} = ${value}\n`)
  .join("")}`,
  );
  chmodSync(folder, 0o755);
  chmodSync(ini, 0o644);
  // It refuses to run as root.
  const isRoot = userInfo().uid === 0;
  const child = spawn(program, [ini], { stdio: "ignore", ...(isRoot && { uid: nobody, gid: nobody }) });
  while (!(await accepts(port))) {
    if (child.exitCode !== null) throw new Error(`pgbouncer ended with ${child.exitCode}`);
  }
  const urlOf = (name: string): string => `postgres://${username}:${password}@127.0.0.1:${port}/${name}`;
  return {
    url: urlOf("stub"),
    tell: async (command) => {
      const admin = new Client({ connectionString: urlOf("pgbouncer") });
      await admin.connect();
      await admin.query(command);
      await admin.end();
    },
    remove: async () => {
      child.kill("SIGKILL");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
