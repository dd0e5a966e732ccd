import { spawn, type ChildProcess } from "node:child_process";

/** How a command ended, and what it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
}

export interface Running {
  readonly env: NodeJS.ProcessEnv;
  readonly input: string;
  /** Milliseconds. */
  readonly timeout: number;
  /** Ends the command by force. */
  readonly signals: readonly AbortSignal[];
}

// Enough for the last line of any output, and for the end of any error.
const keptOfOutput = 1 << 16;
const keptOfErrors = 2000;

const isWindows = process.platform === "win32";

/** Runs a command in the system's shell, with all that it starts in one group, so that nothing is left behind. */
export const runCommand = (command: string, { env, input, timeout, signals }: Running): Promise<Ended> =>
  new Promise((resolve) => {
    const child = spawn(command, { shell: true, detached: !isWindows, env, stdio: "pipe", windowsHide: true });
    let stdout = "";
    let stderr = "";
    let timedOut = false;
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout = (stdout + text).slice(-keptOfOutput)));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr = (stderr + text).slice(-keptOfErrors)));
    // A command need not read its input.
    child.stdin.on("error", () => undefined).end(input);
    const kill = (): void => killGroup(child);
    const timer = setTimeout(() => {
      timedOut = true;
      kill();
    }, timeout);
    for (const signal of signals) {
      signal.addEventListener("abort", kill, { once: true });
      if (signal.aborted) kill();
    }
    const end = (code: number | null, signal: NodeJS.Signals | null): void => {
      clearTimeout(timer);
      for (const one of signals) one.removeEventListener("abort", kill);
      resolve({ code, signal, stdout, stderr, timedOut });
    };
    child.on("error", ({ message }) => {
      stderr = message;
      end(127, null);
    });
    // What it leaves running would hold the pipes open.
    child.on("exit", kill);
    child.on("close", end);
  });

const killGroup = (child: ChildProcess): void => {
  const { pid } = child;
  if (pid === undefined) return;
  try {
    if (isWindows) child.kill("SIGKILL");
    else process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended already.
  }
};
