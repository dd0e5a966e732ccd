import { expect, it, vi } from "vitest";
import { PATHS } from "../src/gateway/target.js";
import { MOST_KINDS } from "../src/model/milestones.js";
import { StoreLostError } from "../src/store/errors.js";
import { MemoryStore } from "../src/store/memory/memory-store.js";
import { call, raw } from "./calling.js";
import { bodyOf, openStub } from "./sending.js";

const SECRET = "a-token-of-somebody";
const REQUESTS = 300;
/** Of one kind: the first, tenth and hundredth. */
const FEW = 3;

class LostStore extends MemoryStore {
  override attempt: MemoryStore["attempt"] = () => Promise.reject(new StoreLostError());
}

type Flood = (address: { readonly url: string; readonly port: number }, nth: number) => Promise<unknown>;

const headers = { host: "localhost", "content-type": "application/json", authorization: `Bearer ${SECRET}` };

const post = (url: string, change: Record<string, string>, body = bodyOf("sendMessage", { accessToken: SECRET })) =>
  call(`${url}${PATHS.sendMessage}`, { ...headers, ...change }, "POST", JSON.stringify(body));

const FLOODS: [name: string, most: number, flood: Flood][] = [
  ["one Host", FEW, ({ url }) => post(url, { host: "evil.invalid" })],
  ["a Host each", MOST_KINDS + FEW, ({ url }, nth) => post(url, { host: `h${nth}.invalid` })],
  ["an Origin each", MOST_KINDS + FEW, ({ url }, nth) => post(url, { origin: `https://h${nth}.invalid` })],
  ["a path each", FEW, ({ url }, nth) => call(`${url}/p${nth}/v2/none?token=${SECRET}`, headers)],
  ["no HTTP", FEW, ({ port }, nth) => raw(port, `FOO${nth} /${SECRET} HTTP/1.1\r\n\r\n`)],
  ["two Hosts", FEW, ({ port }) => raw(port, "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n")],
  ["a lost store", 2, ({ url }) => post(url, {})],
];

it("leaves the lines of other guards when one of them is flooded", async () => {
  const log = vi.fn<(fields: object, text: string) => void>();
  const stub = openStub({ logger: { error: log, warn: log, info: () => {}, debug: () => {} } });
  const { url, port } = await stub.listen();
  for (let nth = 0; nth < REQUESTS; nth += 1) await call(`${url}/`, { host: `h${nth}.invalid` });
  log.mockClear();
  await post(url, { origin: "https://a.invalid" });
  await post(url, { origin: "https://b.invalid" });
  await post(url, { "sec-fetch-site": "cross-site" });
  await call(`${url}/v2/none`, headers);
  await raw(port, "FOO / HTTP/1.1\r\n\r\n");
  await raw(port, "GET / HTTP/9.9\r\n\r\n");
  expect(log.mock.calls.map(([fields]) => fields)).toMatchObject([
    { field: "Origin", value: "https://a.invalid" },
    { field: "Origin", value: "https://b.invalid" },
    { field: "Sec-Fetch-Site" },
    { field: "path" },
    { field: "method" },
    { field: "connection" },
  ]);
});

it.each(FLOODS)("%s leaves at most %i lines of 300 requests, and no secret", async (name, most, flood) => {
  const log = vi.fn<(fields: object, text: string) => void>();
  const logger = { error: log, warn: log, info: () => {}, debug: () => {} };
  const stub = openStub({ logger, ...(name === "a lost store" && { store: new LostStore() }) });
  const address = await stub.listen();
  for (let nth = 0; nth < REQUESTS; nth += 10) {
    await Promise.all(Array.from({ length: 10 }, (_, index) => flood(address, nth + index)));
  }
  await stub.close();
  expect(log.mock.calls.length).toBeGreaterThan(0);
  expect(log.mock.calls.length).toBeLessThanOrEqual(most);
  expect(JSON.stringify(log.mock.calls)).not.toContain(SECRET);
});
