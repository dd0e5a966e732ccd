import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Row } from "../src/row.ts";

const CALLS = 20;
const bench = fileURLToPath(new URL("..", import.meta.url));

const REQUEST = `{
  appId: "P000000000000001xxxx",
  accessToken: "2019112719074101000700000077771xxxx",
  customerBelongsTo: "TNG",
  requestId: "20191127190741010007013213123xxxx",
  authClientId: "202016726873874774774xxxx",
  templateCode: "TP_5800000001xxxx",
  templates: [{ templateParameters: { customContent: "hello" }, language: "en-US" }],
}`;

const IMPORT = `import { createClient } from "@miniprogram-messages/client";
export const client = createClient({ baseUrl: "https://open.example.com" });
`;

/** Each call stands for itself, with the outcome told apart as a caller does. */
const call = (index: number): string => `export const call${index} = async (): Promise<string | undefined> => {
  const outcome = await client.sendMessage(${REQUEST});
  if (outcome.status === "unknown") return outcome.reason;
  return outcome.status === "failed" ? outcome.resultCode : outcome.messageId;
};
`;

const count = async (folder: string, name: string, text: string): Promise<number> => {
  const file = join(folder, `${name}.ts`);
  await writeFile(file, text);
  const options = ["--ignoreConfig", "--noEmit", "--strict", "--exactOptionalPropertyTypes", "--extendedDiagnostics"];
  const target = ["--module", "nodenext", "--target", "es2022", "--lib", "es2023", "--types", "node"];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(bench, "node_modules/typescript/bin/tsc"), ...options, ...target, file],
    { cwd: bench },
  );
  const [, digits] = /^Instantiations:\s+(\d+)/m.exec(stdout) ?? [];
  if (digits === undefined) throw new Error(`tsc names no instantiations:\n${stdout}`);
  return Number(digits);
};

export const run = async (): Promise<Row[]> => {
  const folder = await mkdtemp(join(bench, "node_modules/.instantiations-"));
  try {
    const imported = await count(folder, "import", IMPORT);
    const calls = Array.from({ length: CALLS }, (_, index) => call(index)).join("");
    const called = await count(folder, "calls", IMPORT + calls);
    const first = await count(folder, "first", IMPORT + call(0));
    const each = (called - imported) / CALLS;
    return [
      {
        what: "type instantiations per client call, over the import",
        aim: "≤ 500",
        measured: each.toFixed(0),
        reached: each <= 500,
        note: `${CALLS} calls with their outcomes told apart; the first alone ${first - imported}, the import ${imported}`,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
