import { codeOf } from "../model/error-code.js";

interface Stream {
  readonly on: (event: "error", listener: (error: Error) => void) => unknown;
}

interface Process {
  readonly stdout: Stream;
  readonly stderr: Stream & { readonly write: (text: string) => unknown };
  readonly exit: (code: number) => void;
}

/**
 * Ends a process whose words go nowhere: who waits for its ready line would wait for ever. A reader that has gone on purpose, as in
 * `server-stub --help | head`, misses nothing.
 */
export const endWithoutOutput = ({ stdout, stderr, exit }: Process): void => {
  // Nobody is left who could be told.
  stderr.on("error", () => {});
  stdout.on("error", (error) => {
    const code = codeOf(error);
    if (code === "EPIPE") return;
    stderr.write(`server-stub: standard output cannot be written (${code}); free its disk, or lead it elsewhere\n`);
    exit(1);
  });
};
