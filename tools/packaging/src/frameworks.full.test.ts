// The guide of frameworks: every block is a file of a project, and each framework builds and serves its own. The registry has to be
// within reach.
import { spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { createStub } from "@miniprogram-messages/server-stub";
import { afterAll, beforeAll, expect, it } from "vitest";
import { command, here, outcome } from "./command.js";
import { freePort } from "./free-port.js";
import { type NpmProject, PATH, npmProject } from "./npm-project.js";

const TOOLS = [
  "express@5.3.0",
  "express-4@npm:express@4.22.3",
  "fastify@5.12.8",
  "@nestjs/common@11.2.10",
  "@nestjs/core@11.2.10",
  "@nestjs/platform-express@11.2.10",
  "@nestjs/testing@11.2.6",
  "reflect-metadata@0.2.2",
  "rxjs@7.8.2",
  "supertest@7.3.2",
  "@types/supertest@7.2.1",
  "jest@30.5.2",
  "ts-jest@29.4.15",
  "@types/jest@30.0.0",
  "@types/node@24.19.2",
  "typescript@5.9.3",
  "next@16.4.6",
  "react@19.3.1",
  "react-dom@19.3.1",
  "@types/react@19.3.3",
];

/** What `nest new` writes, as far as it bears on how modules are found. */
const NEST = {
  "tsconfig.json": JSON.stringify({
    compilerOptions: {
      module: "nodenext",
      moduleResolution: "nodenext",
      resolvePackageJsonExports: true,
      esModuleInterop: true,
      isolatedModules: true,
      declaration: true,
      emitDecoratorMetadata: true,
      experimentalDecorators: true,
      target: "ES2023",
      outDir: "./dist",
      strictNullChecks: true,
    },
  }),
  "tsconfig.build.json": '{ "extends": "./tsconfig.json", "exclude": ["node_modules", "test", "dist"] }',
  "test/jest-e2e.json": JSON.stringify({
    rootDir: ".",
    testEnvironment: "node",
    testRegex: ".e2e-spec.ts$",
    transform: { "^.+\\.(t|j)s$": "ts-jest" },
  }),
  "src/main.ts": `import { NestFactory } from "@nestjs/core";
import { AppModule } from "./app.module";
async function bootstrap() {
  const app = await NestFactory.create(AppModule, { logger: false });
  await app.listen(process.env.PORT ?? 3000);
}
bootstrap();`,
};

const LAYOUT = `export default function Layout({ children }: { children: React.ReactNode }) {
  return <html lang="en"><body>{children}</body></html>;
}`;

const { privateKey, publicKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

const stub = createStub({
  config: {
    clients: [{ clientId: "CLIENT_1", keys: [{ keyVersion: "1", publicKey }] }],
    policies: { signature: "required" },
  },
});

let project: NpmProject;
let env: Record<string, string> = {};

const save = async (files: Readonly<Record<string, string>>): Promise<void> => {
  for (const [name, text] of Object.entries(files)) {
    const file = join(project.folder, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
};

/** Where a block belongs: each framework has a folder of its own. */
const placeOf = (name: string): string =>
  /^(?:src|test)\//.test(name) ? "nest/" : /^(?:app|lib)\//.test(name) ? "next/" : "";

beforeAll(async () => {
  const guide = await readFile(here("../../docs/guides/frameworks.md"), "utf8");
  const blocks = [...guide.matchAll(/^```(?:js|ts)\n\/\/ (\S+)\n(.*?)^```$/gms)];
  project = await npmProject({ packages: ["signature", "client", "server-stub"], tools: TOOLS });
  await save(Object.fromEntries(blocks.map(([, name = "", code = ""]) => [placeOf(name) + name, code])));
  await save(Object.fromEntries(Object.entries(NEST).map(([name, text]) => [`nest/${name}`, text])));
  await save({ "next/app/layout.tsx": LAYOUT });
  const { url } = await stub.listen();
  const { publicKey: platformKey } = await stub.control.get("/_stub/platform-key");
  env = { PATH, NEXT_TELEMETRY_DISABLED: "1" };
  Object.assign(env, { PLATFORM_URL: url, CLIENT_ID: "CLIENT_1", PRIVATE_KEY: privateKey });
  Object.assign(env, { PLATFORM_PUBLIC_KEY: platformKey });
});

afterAll(async () => {
  await stub.close();
  await project.remove();
});

/** Starts a server of the project, tells it that an order is shipped, and answers with what it says. */
const tell = async (order: string, args: readonly string[], folder = ""): Promise<unknown> => {
  const port = await freePort();
  const cwd = join(project.folder, folder);
  const all = { ...process.env, NODE_OPTIONS: "", ...env, PORT: String(port) };
  const child = spawn(process.execPath, args, { cwd, env: all, stdio: ["ignore", "ignore", "pipe"] });
  const errors: string[] = [];
  child.stderr.setEncoding("utf8").on("data", (text: string) => errors.push(text));
  const ended = once(child, "exit");
  try {
    for (;;) {
      if (child.exitCode !== null) throw new Error(errors.join(""));
      const address = `http://127.0.0.1:${port}/orders/${order}/shipped`;
      const response = await fetch(address, { method: "POST" }).catch(() => undefined);
      if (response !== undefined) return await response.json();
      await pause(50);
    }
  } finally {
    child.kill();
    await ended;
  }
};

const asCommonJs = (code: string): string =>
  code
    .replace(/^import (\{.*\}|\w+) from (".*");$/gm, "const $1 = require($2);")
    .replace(/^await (app\.listen.*)$/m, "void $1");

const variants = ["express", "express-4", "fastify"].flatMap((framework) => [
  [framework, "mjs"],
  [framework, "cjs"],
]);

it.each(variants)("%s serves its block as .%s", async (framework = "", ending = "") => {
  const block = await readFile(join(project.folder, `${framework.replace("-4", "")}.mjs`), "utf8");
  const code = block.replace('from "express"', `from "${framework}"`);
  const name = `server-${framework}.${ending}`;
  await save({ [name]: ending === "cjs" ? asCommonJs(code) : code });
  const messageId = expect.any(String);
  expect(await tell(name, [name])).toEqual({ status: "succeeded", messageId });
  expect(await stub.messages({ requestId: name })).toHaveLength(1);
});

it("NestJS in CommonJS builds and serves its blocks", async () => {
  const cwd = join(project.folder, "nest");
  const tsc = join(project.folder, "node_modules/typescript/bin/tsc");
  expect(outcome(await command(process.execPath, [tsc, "-p", "tsconfig.build.json"], { cwd, env }))).toBe("exit 0");
  expect(await tell("nest", ["dist/main.js"], "nest")).toMatchObject({ status: "succeeded" });
});

it("NestJS runs its end-to-end test in Jest", async () => {
  const cwd = join(project.folder, "nest");
  const jest = join(project.folder, "node_modules/jest/bin/jest.js");
  const ended = await command(process.execPath, [jest, "--config", "test/jest-e2e.json", "--testTimeout=600000"], {
    cwd,
    env,
  });
  expect(outcome(ended)).toBe("exit 0");
  expect(ended.stderr).toMatch(/Tests: +1 passed/);
});

it("Next.js builds without the deployment's variables, and serves its route handler", async () => {
  const cwd = join(project.folder, "next");
  const next = join(project.folder, "node_modules/next/dist/bin/next");
  const { PATH: path = "" } = env;
  const building = { PATH: path, NEXT_TELEMETRY_DISABLED: "1" };
  expect(outcome(await command(process.execPath, [next, "build"], { cwd, env: building }))).toBe("exit 0");
  expect(await tell("next", [next, "start", "-H", "127.0.0.1"], "next")).toMatchObject({ status: "succeeded" });
});
