// The README's box for whoever has a checkout: the tarballs in an empty project, by each package manager as `npm run pack` says. What
// the packages need of others comes from the registry, which has to be within reach.
import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { expect, inject, it, onTestFinished } from "vitest";
import { command, here, outcome } from "./command.js";
import { installSteps } from "../../run/src/install-steps.mjs";

const bun = dirname(here("node_modules/bun/bin/bun.exe"));
/** The manager's own name, as `npm run pack -- --for <name>` takes it, and what stands for its command here. */
const MANAGERS = [
  ["npm", "npm", ""],
  ["pnpm", "pnpm", "npx --yes pnpm@12"],
  ["yarn 1", "yarn", "npx --yes yarn@1"],
  ["yarn 4", "yarn", "npx --yes --package @yarnpkg/cli-dist@4 -- yarn"],
  ["bun", "bun", "bun.exe"],
] as const;

/** A workspace of its own, and its modules in a folder: what these two need before anything else. */
const FILES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "yarn 4": { "yarn.lock": "", ".yarnrc.yml": "nodeLinker: node-modules\nenableTelemetry: false\n" },
};

it.each(MANAGERS)("%s installs the tarballs, which find each other", async (name, manager, program) => {
  const folder = await mkdtemp(join(await realpath(tmpdir()), "from-a-checkout-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = (process.env["PATH"] ?? "").split(delimiter).filter((part) => !part.includes("node_modules"));
  const env = {
    PATH: [dirname(process.execPath), bun, ...path].join(delimiter),
    npm_config_prefer_offline: "true",
    npm_config_audit: "false",
  };
  const type = async (line: string): Promise<void> => {
    const typed = program === "" ? line : line.replace(new RegExp(`^${manager} `), `${program} `);
    expect(outcome(await command("sh", ["-c", typed], { cwd: folder, env }))).toBe("exit 0");
  };
  for (const [file, text] of Object.entries(FILES[name] ?? {})) await writeFile(join(folder, file), text);
  await type("npm init -y");
  for (const step of installSteps(manager, inject("tarballs"))) {
    if ("command" in step) await type(step.command);
    else await writeFile(join(folder, step.file), step.text);
  }
  await writeFile(join(folder, "try.mjs"), TRY);
  const ended = await command(process.execPath, ["try.mjs"], { cwd: folder });
  expect(outcome(ended)).toBe("exit 0");
  expect(ended.stdout).toBe("succeeded true\n");
  await type("npx --no-install contract-tests --list --only 'samples/*'");
});

/** One copy of the client, whoever imports it. */
const TRY = `
import { createRequire } from "node:module";
import { createClient } from "@miniprogram-messages/client";
import { createStub } from "@miniprogram-messages/server-stub";

const stub = createStub();
const ids = { appId: "P1", authClientId: "c", requestId: "r", accessToken: "t", templateCode: "T" };
const outcome = await createClient({ fetch: stub.fetch }).sendMessage({ ...ids, customerBelongsTo: "GCASH", templates: [{}] });
await stub.close();
const own = createRequire(import.meta.url);
const theirs = createRequire(own.resolve("@miniprogram-messages/contract-tests/report.schema.json"));
const client = "@miniprogram-messages/client";
console.log(outcome.status, theirs.resolve(client) === own.resolve(client));
`;
