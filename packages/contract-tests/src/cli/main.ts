import type { Terminal } from "./terminal.js";
import { CannotRun } from "./cannot-run.js";
import { listCases } from "./choice.js";
import { clientMain } from "./client/main.js";
import { reportMain } from "./report/main.js";
import { help } from "./help.js";
import { readOptions } from "./options.js";
import { runAgainstServer } from "./server-run.js";
import { version } from "./version.js";

/** The command; returns the exit code: 0 passed, 1 a rule is broken, 2 could not run, 130 and 143 after a signal. */
export const main = async (argv: readonly string[], terminal: Terminal): Promise<number> => {
  try {
    if (argv[0] === "client") return await clientMain(argv.slice(1), terminal);
    if (argv[0] === "report") return await reportMain(argv.slice(1), terminal);
    const request = readOptions(argv);
    if ("run" in request) return await runAgainstServer(request.run, terminal);
    const texts = { help, version: `${version}\n` };
    terminal.out("list" in request ? listCases(request.list) : texts[request.show]);
    return 0;
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    terminal.err(`contract-tests: ${error.message}\n`);
    return 2;
  }
};
