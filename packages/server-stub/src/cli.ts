#!/usr/bin/env node
// Loaded before anything that needs a newer Node, so that an old one gets a clear line and not a stack.
import { tooOld } from "./distribution/node-version.js";

if (tooOld === undefined) {
  const { endWithoutOutput } = await import("./cli/lost-output.js");
  endWithoutOutput(process);
  const { main } = await import("./cli/main.js");
  process.exitCode = await main(process.argv.slice(2), process.env);
  // Everything is answered and closed; a database that has stopped answering must not keep the process.
  setTimeout(() => process.exit(), 1000).unref();
} else {
  process.stderr.write(`${tooOld}\n`);
  process.exitCode = 1;
}
