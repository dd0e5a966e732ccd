// `npm start`: from a fresh checkout to a stub that serves and has answered the documented samples.
// Everything after `--` goes to the stub: `npm start -- --port 5000`.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { fail, install, offerHelp, pinnedNode, requireNode, root, run, turbo } from "./workspace.mjs";

/** File of the certificate that the stub made, which the samples have to trust. */
let certificate;

/** Link to the inbox page, which the stub prints where it takes a token to open it. */
let inbox;

const stubArguments = process.argv.slice(2);

offerHelp(`npm start: installs, generates, builds, starts the stub, sends the documented samples and keeps serving.

It says "ready http://127.0.0.1:4010" when everything is answered. What follows -- goes to the stub:
  npm start
  npm start -- --port 5000
  npm start -- --store memory --config world.yaml
All flags, once installed: node packages/server-stub/dist/cli.js --help

Exit codes: 0 stopped as told; 1 could not install, build or start, and stderr says what to mend.
`);
requireNode();
say("Installing what the lock file names …");
await install();
if ((await run(pinnedNode, [join(root, "tools", "run", "src", "judge-start.mjs"), ...stubArguments])) !== 0)
  process.exit(1);
say("Generating code from the spec and building all packages …");
if ((await run(pinnedNode, [join(root, "tools", "generate", "src", "cli.ts")], { quiet: true })) !== 0) {
  fail("Generating failed: see the line above.");
}
if ((await turbo(["build"], { args: ["--output-logs=errors-only"], quiet: true })) !== 0) {
  fail("Building failed: see the lines above.");
}
serve();

function serve() {
  const stub = spawn(pinnedNode, [join(root, "packages", "server-stub", "dist", "cli.js"), ...stubArguments], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stub.kill(signal));
  stub.on("error", (error) => fail(`The stub could not be started: ${error.message}`));
  stub.on("exit", (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)));
  createInterface({ input: stub.stdout }).on("line", (line) => void announce(line));
}

/** The ready line is the last thing said: who waits for it finds the samples answered. */
async function announce(line) {
  const url = /^ready (http\S+)$/.exec(line)?.[1];
  inbox = /^inbox (http\S+)$/.exec(line)?.[1] ?? inbox;
  certificate = /^certificate (.+)$/.exec(line)?.[1] ?? certificate;
  if (url !== undefined && (certificate !== undefined || !url.startsWith("https:"))) {
    const env = certificate === undefined ? {} : { NODE_EXTRA_CA_CERTS: certificate };
    const link = inbox === undefined ? [] : [inbox];
    await run(pinnedNode, [join(root, "tools", "run", "src", "send-samples.mjs"), url + prefix(), ...link], { env });
  }
  process.stdout.write(`${line}\n`);
}

function prefix() {
  const flag = stubArguments.findIndex((argument) => argument === "--prefix");
  const inline = stubArguments.find((argument) => argument.startsWith("--prefix="));
  const chosen = flag >= 0 ? stubArguments[flag + 1] : (inline?.slice("--prefix=".length) ?? process.env.STUB_PREFIX);
  return (chosen ?? "").replace(/\/$/, "");
}

function say(text) {
  process.stdout.write(`${text}\n`);
}
