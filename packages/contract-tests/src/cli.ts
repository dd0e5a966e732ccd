#!/usr/bin/env node
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < 22 || (major === 22 && minor < 13)) {
  console.error(`contract-tests needs Node 22.13 or newer; this is ${process.versions.node}.`);
  process.exitCode = 2;
} else {
  // Loaded late: what follows uses language and library features that older versions cannot even parse.
  const { main } = await import("./cli/main.js");
  const code = await main(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    terminal: process.stderr.isTTY,
    colours: process.stdout.isTTY && !process.env["NO_COLOR"],
  });
  process.exitCode = code;
  // Requests to a server that hangs may still be open when a run was ended early; nobody waits for their answers.
  if (code > 1) setTimeout(() => process.exit(), 500).unref();
}
