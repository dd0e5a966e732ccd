import { spawn } from "node:child_process";
import { basename } from "node:path";
import type { Readable } from "node:stream";
import type { StoreHealth } from "../store.js";

export interface BackgroundCheck {
  readonly soundness: () => StoreHealth["soundness"];
  readonly stop: () => void;
}

/** Others go first: it is in no hurry. */
const script = `
require("node:os").setPriority(19);
const { DatabaseSync } = require("node:sqlite");
const database = new DatabaseSync(process.argv[1], { readOnly: true });
process.stdout.write(String(database.prepare("PRAGMA quick_check(1)").get().quick_check));
`;

/** A program that has Node inside would start itself once more. */
const isNode = (program: string): boolean => /^node(?:js)?(?:\.exe)?$/u.test(basename(program));

/** Of a file that was read as a whole before it was used. */
export const checkedBefore: BackgroundCheck = { soundness: () => "sound", stop: () => {} };

/**
 * Reads the whole file in a process of its own, which unlike a thread can be ended at any moment, and lets the stub go on meanwhile.
 *
 * @param onDamage told what is wrong, when something is
 */
export const checkInBackground = (file: string, onDamage: (found: string) => void): BackgroundCheck => {
  let soundness: StoreHealth["soundness"] = "unknown";
  if (!isNode(process.execPath)) return { soundness: () => soundness, stop: () => {} };
  soundness = "checking";
  const child = spawn(process.execPath, ["--no-warnings", "-e", script, file], {
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, NODE_OPTIONS: "" },
    windowsHide: true,
  });
  let found = "";
  let isStopped = false;
  // There is none where no file descriptor was left, which is told by "error".
  const output: Readable | null | undefined = child.stdout;
  output?.on("data", (text: Buffer) => {
    found += text.toString();
  });
  child.on("error", () => {
    soundness = "unknown";
  });
  child.on("close", () => {
    soundness = found === "ok" ? "sound" : "unknown";
    if (found !== "" && found !== "ok" && !isStopped) onDamage(found);
  });
  // Whoever is done need not wait for it.
  child.unref();
  return {
    soundness: () => soundness,
    stop: () => {
      isStopped = true;
      child.kill("SIGKILL");
    },
  };
};
