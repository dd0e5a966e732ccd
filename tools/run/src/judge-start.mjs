// Run with the pinned Node by `npm start`, before anything is built: a misspelt flag or a port that is taken is said at once, and not
// after a minute. Ends with 1 and the stub's own line.
import { createServer } from "node:http";
import { registerHooks } from "node:module";

// The sources name the files that they will be built to.
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier.startsWith(".") ? specifier.replace(/\.js$/, ".ts") : specifier, context),
});

const stub = new URL("../../../packages/server-stub/src/", import.meta.url);
const { readArguments } = await import(new URL("cli/arguments.ts", stub));
const { nameSource } = await import(new URL("cli/option-source.ts", stub));
const { bind } = await import(new URL("server/bind.ts", stub));

const tryPort = async (serve) => {
  const server = createServer();
  try {
    await bind(server, serve);
  } catch (error) {
    throw nameSource(error, serve);
  }
  server.close();
};

try {
  const { command, serve } = readArguments(process.argv.slice(2), process.env);
  if (command === "serve" && serve.port !== 0) await tryPort(serve);
} catch (error) {
  process.stderr.write(`server-stub: ${error.message}\n`);
  process.exitCode = 1;
}
