import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startLimited } from "./process/stub-process.js";
import { openStub, send } from "./sending.js";

const folder = mkdtempSync(join(tmpdir(), "server-stub-descriptors-"));

/** Opens the stores with 0, 1, 2… file descriptors left, and again once there are enough. */
const PROGRAM = `
import { closeSync, openSync } from "node:fs";
import { createStub } from ${JSON.stringify(new URL("../dist/index.js", import.meta.url).href)};
const [sample, ...stores] = process.argv.slice(1);
const first = createStub({ store: sample });
await first.messages();
await first.close();
const said = [];
for (const [left, store] of stores.entries()) {
  const others = [];
  try { for (;;) others.push(openSync("/dev/null", "r")); } catch {}
  for (let freed = 0; freed < left; freed += 1) closeSync(others.pop());
  const stub = createStub({ store });
  const open = () => stub.messages().then((found) => found.length, ({ code, message }) => code + " " + message);
  const short = await open();
  others.forEach((descriptor) => closeSync(descriptor));
  const again = await open();
  await stub.close();
  const next = createStub({ store });
  said.push({ short, again, next: (await next.messages()).length });
  await next.close();
}
console.log(JSON.stringify(said));
`;

interface Said {
  readonly short: number | string;
  readonly again: number | string;
  readonly next: number;
}

/** More than a store needs, so that the last ones open. */
const most = 20;
const limit = 64;

const openShort = (storeOf: (left: number) => string): readonly Said[] => {
  const stores = Array.from({ length: most }, (_, left) => `sqlite:${storeOf(left)}`);
  const sample = `sqlite:${join(folder, "sample.db")}`;
  const script = `ulimit -n ${limit} && exec "$0" --input-type=module -e "$@"`;
  const { stdout, stderr } = spawnSync("sh", ["-c", script, process.execPath, PROGRAM, "--", sample, ...stores], {
    encoding: "utf8",
  });
  if (stderr !== "") throw new Error(stderr);
  return JSON.parse(stdout);
};

/** What a kill leaves of a store with one message. */
const killed = join(folder, "killed");

beforeAll(async () => {
  const used = join(folder, "used");
  const stub = openStub({ store: `sqlite:${join(used, "stub.db")}` });
  await send(stub, "sendMessage");
  cpSync(used, killed, { recursive: true });
  await stub.close();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const stores: readonly [what: string, messages: number, storeOf: (left: number) => string][] = [
  ["a new store", 0, (left) => join(folder, "new", `${left}`, "stub.db")],
  [
    "one that was killed",
    1,
    (left) => {
      const copy = join(folder, `killed-${left}`);
      cpSync(killed, copy, { recursive: true });
      return join(copy, "stub.db");
    },
  ],
];

const refusal = expect.stringMatching(/^STORE_UNUSABLE store sqlite:.*: no file descriptor is left: .*ulimit -n/u);

describe.runIf(process.platform === "linux")("without enough file descriptors", () => {
  it.each(stores)("says so, lets go of all it has, and opens once there are some: %s", (_, messages, storeOf) => {
    const said = openShort(storeOf);
    const short = said.findIndex(({ short: found }) => found === messages);
    expect(short).toBeGreaterThan(3);
    expect(said.slice(0, short)).toEqual(
      Array.from({ length: short }, () => ({ short: refusal, again: messages, next: messages })),
    );
    const well = { short: messages, again: messages, next: messages };
    expect(said.slice(short)).toEqual(Array.from({ length: most - short }, () => well));
  });

  it("says so in one line where the command cannot start, and leaves nothing in its way", async () => {
    const store = `sqlite:${join(folder, "started.db")}`;
    const named = /^the stub ended with 1: server-stub: [^\n]*no file descriptor is left: [^\n]*ulimit -n[^\n]*$/u;
    const start = async (descriptors: number): Promise<string> => {
      try {
        const stub = await startLimited("-n", descriptors, "--store", store);
        return `ready, ended with ${await stub.end("SIGTERM")}`;
      } catch (error) {
        return error instanceof Error ? error.message : "";
      }
    };
    const said: string[] = [];
    for (let descriptors = 16; !said.at(-1)?.startsWith("ready"); descriptors += 1) said.push(await start(descriptors));
    // With fewer Node has none for its own files.
    const words = said.slice(said.findIndex((line) => named.test(line)));
    expect(words.length).toBeGreaterThan(5);
    expect(words).toEqual([...words.slice(1).map(() => expect.stringMatching(named)), "ready, ended with 0"]);
  });
});
