import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { NS, ask, write } from "./asking.js";
import { raw } from "./calling.js";
import { runHere } from "./process/command.js";
import { openStub } from "./sending.js";

const folder = mkdtempSync(join(tmpdir(), "server-stub-bounded-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Room for the rule, twice in an answer, and for a few of the values that are shown. */
const MOST = 2000;
const HUGE = "k".repeat(100_000);
/** As much as a header may have. */
const LONG = "h".repeat(12_000);

const FREE = ["--store", "memory", "--port", "0"];

it.each<[what: string, text: string]>([
  ["a key", `? ${HUGE}\n: 1\n`],
  ["a key further down", `policies:\n  ? ${HUGE}\n  : 1\n`],
  ["a language", `templates:\n- templateCode: T\n  channel: SMS\n  contents:\n    ? ${HUGE}\n    : { bdy: x }\n`],
  ["a value", `policies: { signature: ${HUGE} }\n`],
  ["an escape", `a: "\\x${HUGE}"\n`],
  ["an anchor", `a: *${HUGE}\n`],
])("what is wrong with a configuration fits on a screen: %s", async (_, text) => {
  const file = join(folder, "stub.yaml");
  writeFileSync(file, text);
  const { code, err } = await runHere([...FREE, "--config", file]);
  expect(code).toBe(1);
  expect(err.length).toBeLessThan(MOST);
  expect(err).toMatch(/^server-stub: --config: \S+stub\.yaml:?\d*: /);
});

it.each<[args: readonly string[]]>([
  [["--port", HUGE]],
  [["--host", HUGE, ...FREE]],
  [["--host", "h".repeat(300), ...FREE]],
  [["--store", HUGE]],
  [["--store", `sqlite:${HUGE}`]],
  [["--store", `postgres://127.0.0.1:1/db?sslmode=${HUGE.slice(0, 8000)}`]],
  [["--store", `postgres://127.0.0.1:1/db?sslmode=require&sslrootcert=/${HUGE.slice(0, 8000)}`]],
  [["--config", HUGE, "--store", "memory", "--port", "0"]],
  [["--prefix", HUGE, ...FREE]],
  [["--allow-host", HUGE, ...FREE]],
  [["--allow-origin", HUGE, ...FREE]],
  [["--tls", HUGE, ...FREE]],
  [["--tls-cert", HUGE, "--tls-key", HUGE, ...FREE]],
  [["--log-level", HUGE]],
  [[`--${HUGE}`]],
  [[HUGE]],
  [["check", HUGE]],
  [["keygen", "--out", `/dev/null/${HUGE}`]],
])("what is wrong with an argument fits on a screen: %.40s", async (args) => {
  const { code, err } = await runHere(args);
  expect(code).toBe(1);
  expect(err.length).toBeLessThan(MOST);
  expect(err.trimEnd().split("\n")).toHaveLength(1);
});

it("shows no codes that a terminal would obey", async () => {
  const file = join(folder, "codes.yaml");
  writeFileSync(file, String.raw`"a\u001b[31m\nb\u009bc": 1`);
  const { err } = await runHere([...FREE, "--config", file]);
  expect(err.trimEnd()).toMatch(/a\uFFFD\[31m b\uFFFDc: is no known property/);
  expect(err.trimEnd()).not.toMatch(/\p{Cc}/u);
});

it.each<[what: string, request: string]>([
  ["Host", `GET / HTTP/1.1\r\nHost: ${LONG}`],
  ["Origin", `GET /_stub/health HTTP/1.1\r\nHost: localhost\r\nOrigin: https://${LONG}`],
  ["Sec-Fetch-Site", `GET /_stub/health HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: ${LONG}`],
  ["path", `GET /${LONG} HTTP/1.1\r\nHost: localhost`],
  ["namespace", `GET /_stub/namespaces/${LONG}/messages HTTP/1.1\r\nHost: localhost`],
  ["query", `GET /_stub/namespaces/default/messages?${LONG}=1 HTTP/1.1\r\nHost: localhost`],
  ["limit", `GET /_stub/namespaces/default/messages?limit=${LONG} HTTP/1.1\r\nHost: localhost`],
])("what is wrong with a request fits on a screen, and into the log: %s", async (field, request) => {
  const logged: string[] = [];
  const log = (...said: readonly unknown[]): void => void logged.push(JSON.stringify(said));
  const stub = openStub({ logger: { warn: log, error: log, info: () => {}, debug: () => {} } });
  const { port } = await stub.listen();
  const answer = await raw(port, `${request}\r\nConnection: close\r\n\r\n`);
  expect(answer).toContain(`"field":"${field}"`);
  expect(answer.length).toBeLessThan(MOST);
  expect(JSON.stringify((await stub.control.get("/_stub/refusals")).refusals).length).toBeLessThan(MOST);
  expect(logged.join("").length).toBeLessThan(MOST);
});

it.each<[path: string, body: object]>([
  [`${NS}/config`, { [HUGE]: 1 }],
  [`${NS}/config`, { policies: { [HUGE]: 1 } }],
  [`${NS}/config`, { superApps: { [HUGE]: { url: "http://a.example" } } }],
  [`${NS}/config`, { templates: [{ templateCode: "T", channel: "SMS", contents: { [HUGE]: { bdy: "x" } } }] }],
  [`${NS}/faults`, { [HUGE]: 1 }],
  [`${NS}/faults`, { effect: { [HUGE]: 1 } }],
  [`${NS}/clock`, { advance: HUGE }],
  [`${NS}/reset`, { [HUGE]: 1 }],
  ["/signature/diagnose", { [HUGE]: 1 }],
])("what is wrong with a body fits on a screen: %s %.40j", async (path, body) => {
  const answer = await ask(openStub(), path, write(path.endsWith("config") ? "PUT" : "POST", body));
  expect(answer.status).toBe(400);
  const text = await answer.text();
  expect(text.length).toBeLessThan(MOST);
  expect(text).toMatch(/"rule":"\S+/);
});
