import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

/** Where mounts are nobody else's, and go with the last process. */
const script = `
mount -t tmpfs -o size=20m tmpfs "$1" || exit 77
echo "mounted"
while read -r life; do
  "$2" "$3" --port 0 --store "sqlite:$1/stub.db" &
  echo "pid $!"
  wait
  echo "ended"
done
`;

/** Lives of a stub on a disk of 20 MB that it has for itself. */
export interface SmallDisk {
  /** Starts the stub, and resolves with its address. */
  readonly start: () => Promise<string>;
  readonly kill: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const ended = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
};

/** Undefined where this user may make no disk. */
export const makeSmallDisk = async (folder: string): Promise<SmallDisk | undefined> => {
  const child = spawn(
    "unshare",
    ["--user", "--map-root-user", "--mount", "sh", "-c", script, "sh", folder, process.execPath, cli],
    {
      stdio: ["pipe", "pipe", "ignore"],
    },
  );
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let pid = 0;
  const until = async (form: RegExp): Promise<string | undefined> => {
    for (let next = await lines.next(); next.done !== true; next = await lines.next()) {
      const found = form.exec(next.value)?.[1];
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const isMade = await Promise.race([until(/^(mounted)$/u), once(child, "error")]);
  if (isMade !== "mounted") return undefined;
  return {
    start: async () => {
      child.stdin.write("start\n");
      pid = Number(await until(/^pid (\d+)$/u));
      const url = await until(/^(?:ready (\S+)|ended)$/u);
      if (url === undefined) throw new Error("the stub ended instead");
      return url;
    },
    kill: async () => {
      process.kill(pid, "SIGKILL");
      await until(/^(ended)$/u);
    },
    close: async () => {
      child.stdin.end();
      process.kill(pid, "SIGTERM");
      await ended(child);
    },
  };
};
