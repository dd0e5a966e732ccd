// Runs in a process of its own until it is killed: `victim.mjs <file> <work> <life>`.
import { writeSync } from "node:fs";
import { DEFAULT_CONFIG } from "../../src/model/config.js";
import { NAMESPACE as NAME, NOW } from "../../src/store/conformance/records.js";
import { SqliteStore } from "../../src/store/sqlite/sqlite-store.js";
import { type Step, WORKS, doStep, stepsOf } from "./works.js";

const [, , file = "", asked = "", life = "0"] = process.argv;
const work = WORKS.find((name) => name === asked);
if (work === undefined) throw new Error(`no such work: ${asked}`);

/** At once, whatever happens next. */
const say = (mark: "begun" | "done", step: Step): void => {
  writeSync(1, `${JSON.stringify([mark, step])}\n`);
};

writeSync(1, '["started"]\n');
const store = new SqliteStore({ file });
await store.open();
await store.ensure(NAME, DEFAULT_CONFIG, NOW);
const snapshots = new Map<string, string>();
for (const step of stepsOf(work, Number(life))) {
  say("begun", step);
  await doStep(store, step, snapshots);
  say("done", step);
}
