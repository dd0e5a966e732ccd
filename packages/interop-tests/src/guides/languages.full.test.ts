// oxlint-disable vitest/no-standalone-expect -- `needs(…).test` is a test block
import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { needs } from "@miniprogram-messages/lane";
import { createStub } from "@miniprogram-messages/server-stub";
import { afterAll, beforeAll, expect } from "vitest";
import { readLanguageGuide, repositoryText } from "./language-guide.ts";

const folder = mkdtempSync(join(tmpdir(), "language-guides-"));
const publicKey = repositoryText("packages/signature/fixtures/keys/merchant.spki.pem").replaceAll(
  /-----.*-----|\s/g,
  "",
);
const stub = createStub({
  config: {
    clients: [{ clientId: "CLIENT_1", keys: [{ keyVersion: "1", publicKey }] }],
    policies: { signature: "required" },
  },
});
let base = "";

beforeAll(async () => {
  const { url } = await stub.listen({ port: 0 });
  base = `${url}/api/open`;
  const key: { publicKey: string } = await (await fetch(`${url}/_stub/platform-key`)).json();
  writeFileSync(join(folder, "platform.pub"), key.publicKey);
  writeFileSync(join(folder, "merchant.pem"), repositoryText("packages/signature/fixtures/keys/merchant.pkcs8.pem"));
});

afterAll(async () => {
  await stub.close();
  rmSync(folder, { recursive: true });
});

interface Program {
  readonly name: string;
  readonly commands: readonly string[];
  readonly build?: readonly string[];
  readonly start: readonly string[];
}

/** Python programs need a package as well as the interpreter; its name is listed where it is missing. */
const cryptography =
  spawnSync("python3", ["-c", "import cryptography"]).status === 0 ? [] : ["python3's package cryptography"];

/** A reader starts these from their source; here they are compiled once, since that is what costs. */
const programs: readonly Program[] = [
  { name: "curl", commands: ["sh", "curl", "openssl"], start: ["sh", "send.sh"] },
  { name: "python", commands: ["python3", ...cryptography], start: ["python3", "send.py"] },
  { name: "php", commands: ["php"], start: ["php", "send.php"] },
  { name: "java", commands: ["java", "javac"], build: ["javac", "Send.java"], start: ["java", "Send"] },
  { name: "go", commands: ["go"], build: ["go", "build", "-o", "send", "send.go"], start: ["./send"] },
  { name: "csharp", commands: ["dotnet"], start: ["dotnet", "run", "--project", "csharp", "--"] },
  { name: "node", commands: [], start: [process.execPath, "send.mjs"] },
];

const run = ([command = "", ...args]: readonly string[], input: string): Promise<string> =>
  new Promise((resolve) => {
    const environment = { ...process.env, GOCACHE: join(folder, "go-build"), DOTNET_CLI_TELEMETRY_OPTOUT: "1" };
    const child = execFile(command, args, { cwd: folder, env: environment }, (error, stdout, stderr) => {
      resolve(error ? `${stdout}${stderr}` : stdout.trim());
    });
    child.stdin?.on("error", () => undefined).end(input);
  });

const sample: Record<string, unknown> = JSON.parse(repositoryText("spec/examples/send-message.sms.request.json"));

/** What the program prints for the documented sample with other values in it. */
const send = (start: readonly string[], values: object, client = "CLIENT_1", address = base): Promise<string> =>
  run([...start, address, client, "merchant.pem", "platform.pub"], JSON.stringify({ ...sample, ...values }));

for (const { name, commands, build, start } of programs) {
  needs(...commands).test(
    `the ${name} program signs the vector, sends, verifies and tells outcomes apart`,
    async () => {
      const { program, file, vector } = readLanguageGuide(name);
      writeFileSync(join(folder, file), program);
      if (build !== undefined) expect(await run(build, "")).toBe("");
      expect(await run([...start, "vector"], "")).toBe(vector);

      const text = { templates: [{ templateParameters: { customContent: "héllo 😀 / ok" }, language: "en-US" }] };
      expect(await send(start, { requestId: `${name}-1`, ...text })).toMatch(/^succeeded SUCCESS \S+$/);
      const refused = { requestId: `${name}-2`, accessToken: "stub-TEMPLATE_NOT_EXIST" };
      expect(await send(start, refused)).toMatch(/^failed TEMPLATE_NOT_EXIST/);
      const uncertain = { requestId: `${name}-3`, accessToken: "stub-UNKNOWN_EXCEPTION" };
      expect(await send(start, uncertain)).toMatch(/^unknown/);
      expect(await send(start, { requestId: `${name}-4` }, "NOBODY")).toMatch(/^failed INVALID_CLIENT/);
      expect(await send(start, { requestId: `${name}-5` }, "CLIENT_1", "http://127.0.0.1:9")).toMatch(/^unknown/);
      expect(await attemptsOf(`${name}-3`)).toBe(3);
    },
  );
}

const attemptsOf = async (requestId: string): Promise<number> => {
  const journal = await stub.fetch("http://stub/_stub/namespaces/default/journal?limit=1000");
  const { attempts }: { attempts: { requestId?: string }[] } = await journal.json();
  return attempts.filter((row) => row.requestId === requestId).length;
};
