#!/usr/bin/env node
// Loaded before anything that needs a newer Node, so that an old one gets a clear line and not a stack.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major > 22 || (major === 22 && minor >= 13)) {
  const { main } = await import("./cli/main.js");
  process.exitCode = await main(process.argv.slice(2), process.env);
  // Everything is answered and closed; a database that has stopped answering must not keep the process.
  setTimeout(() => process.exit(), 1000).unref();
} else {
  process.stderr.write(`server-stub needs Node 22.13 or newer; this is ${process.versions.node}\n`);
  process.exitCode = 1;
}
