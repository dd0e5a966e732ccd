import { Client } from "pg";
import { afterEach, expect, it } from "vitest";
import { createStub } from "../../src/stub/create-stub.js";
import type { Stub } from "../../src/stub/stub.js";
import { findLost, startLoad } from "./load.js";
import { startMovingAddress } from "./moving-address.js";
import { type PostgresServer, startPostgres, startStandby } from "./server.js";

const toEnd: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of toEnd.splice(0).toReversed()) await end();
});

const ask = async (url: string, ...texts: readonly string[]): Promise<readonly unknown[]> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    let rows: readonly unknown[] = [];
    for (const text of texts) ({ rows } = await client.query<object>(text));
    return rows;
  } finally {
    await client.end();
  }
};
const started = async (server: Promise<PostgresServer>): Promise<PostgresServer> => {
  const running = await server;
  toEnd.push(() => running.remove());
  return running;
};
const openStub = async (store: string): Promise<Stub> => {
  const stub = createStub({ store });
  toEnd.push(() => stub.close());
  await stub.open();
  return stub;
};

/** How people name a primary that may move, and what they do when it has. */
const ways: readonly (readonly [
  what: string,
  lead: (primary: number, standby: number) => Promise<{ readonly hosts: string; readonly move: () => void }>,
])[] = [
  [
    "an address that moves",
    async (primary, standby) => {
      const address = await startMovingAddress(primary);
      toEnd.push(async () => address.close());
      return { hosts: `127.0.0.1:${address.port}`, move: () => address.moveTo(standby) };
    },
  ],
  [
    "both hosts in the URL",
    (primary, standby) => Promise.resolve({ hosts: `127.0.0.1:${standby},127.0.0.1:${primary}`, move: () => {} }),
  ],
];

const portOf = ({ url }: PostgresServer): number => Number(new URL(url).port);

it.each(ways)(
  "loses nothing when the primary is killed and a standby that has everything takes its place: %s",
  async (_, lead) => {
    const primary = await started(startPostgres());
    const standby = await started(startStandby(primary));
    await ask(primary.url, "ALTER SYSTEM SET synchronous_standby_names = 'standby'", "SELECT pg_reload_conf()");
    const followed = "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'";
    while ((await ask(primary.url, followed)).length === 0);
    const { hosts, move } = await lead(portOf(primary), portOf(standby));
    const stub = await openStub(`postgres://postgres:postgres@${hosts}/stub?target_session_attrs=read-write`);
    const load = startLoad(stub);
    await load.more(200);
    await primary.kill();
    move();
    await ask(standby.url, "SELECT pg_promote(true)");
    await load.more(200);
    await load.stop();
    expect(new Set(load.statuses)).toEqual(new Set(["S", "U"]));
    expect(await findLost(stub, load)).toEqual([]);
  },
);

it("loses nothing when its connections are cut again and again", async () => {
  const server = await started(startPostgres("-c", "fsync=off"));
  const stub = await openStub(server.url);
  const load = startLoad(stub);
  const cut =
    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND application_name = 'server-stub'";
  for (let time = 0; time < 20; time += 1) {
    await load.more(10);
    await ask(server.url, cut);
  }
  await load.more(50);
  await load.stop();
  expect(await findLost(stub, load)).toEqual([]);
  expect((await stub.fetch("http://stub.local/_stub/health")).status).toBe(200);
});

it("loses nothing when the database is restarted under load", async () => {
  const server = await started(startPostgres());
  const stub = await openStub(server.url);
  const load = startLoad(stub);
  for (const end of [() => server.stop(), () => server.kill()]) {
    await load.more(200);
    await end();
    await server.start();
  }
  await load.more(200);
  await load.stop();
  expect(await findLost(stub, load)).toEqual([]);
});
