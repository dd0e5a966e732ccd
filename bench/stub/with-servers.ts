import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer, type Server } from "./process.ts";

export interface Place {
  /** For files; removed afterwards. */
  readonly folder: string;
  /** Starts a server that is stopped afterwards. */
  readonly start: typeof startServer;
}

/** Measures something with servers and files, and leaves nothing. */
export const withServers = async <T>(measure: (place: Place) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), "bench-stub-"));
  const servers: Server[] = [];
  try {
    return await measure({
      folder,
      start: async (...args) => {
        const server = await startServer(...args);
        servers.push(server);
        return server;
      },
    });
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await rm(folder, { recursive: true, force: true });
  }
};
