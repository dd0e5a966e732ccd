import { readFile, readdir } from "node:fs/promises";

/** Seconds that a process has worked. */
export interface CpuTime {
  /** Its first thread, the one of JavaScript. */
  readonly main: number;
  readonly all: number;
}

const read = (path: string): Promise<string> => readFile(path, "utf8").catch(() => "");

/** Undefined where the system does not tell. */
export const cpuTimeOf = async (pid: number): Promise<CpuTime | undefined> => {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  let [main, all] = [0, 0];
  for (const thread of threads) {
    const time = Number((await read(`/proc/${pid}/task/${thread}/schedstat`)).split(" ", 1)[0]) / 1e9;
    all += time;
    if (thread === String(pid)) main = time;
  }
  return threads.length === 0 ? undefined : { main, all };
};

/** A process and its children, all together. */
export const familyTime = async (parent: number): Promise<number> => {
  let sum = 0;
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/u.test(name)) continue;
    // Behind the name, which is in parentheses and may hold spaces.
    const [, fields = ""] = /^.*\) (?<fields>.*)$/su.exec(await read(`/proc/${name}/stat`)) ?? [];
    const isOf = name === String(parent) || fields.split(" ")[1] === String(parent);
    if (isOf) sum += (await cpuTimeOf(Number(name)))?.all ?? 0;
  }
  return sum;
};
