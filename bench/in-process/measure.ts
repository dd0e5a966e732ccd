import { readFile } from "node:fs/promises";
import { createClient, type SendMessageRequest } from "@miniprogram-messages/client";
import { createStub } from "@miniprogram-messages/server-stub";
import { http, HttpResponse } from "msw";
import { setupServer } from "msw/node";
import { median } from "../client/quantile.ts";
import { codeTimes, importTimes, spreadOf } from "../src/import-time.ts";
import type { Measurement, Row } from "../src/row.ts";

const STUB = "@miniprogram-messages/server-stub";
const MSW = "msw/node";

const CYCLES = 300;
const WARM_UP = 50;

const request: SendMessageRequest = JSON.parse(
  await readFile(new URL("../../spec/examples/send-message.sms.request.json", import.meta.url), "utf8"),
);
const url = "http://platform.example/v2/miniprogram/message/send";
const answer = { result: { resultCode: "SUCCESS", resultStatus: "S", resultMessage: "success" }, messageId: "m" };

/** A new stub, one message through the client, and the end of it. */
const stubCycle = async (): Promise<void> => {
  const stub = createStub();
  const { status } = await createClient({ fetch: stub.fetch }).sendMessage(request);
  if (status !== "succeeded") throw new Error(`the stub answered ${status}`);
  await stub.close();
};

/** MSW's own cycle with the same body: a server set up, one fetch, and closed. */
const mswCycle = async (): Promise<void> => {
  const server = setupServer(http.post(url, () => HttpResponse.json(answer)));
  server.listen({ onUnhandledRequest: "error" });
  await (await fetch(url, { method: "POST", body: JSON.stringify(request) })).json();
  server.close();
};

/** Import and first message: what one test file pays before anything is warm. */
const FIRST = {
  stub: `
    const { createStub } = await import("${STUB}");
    const { createClient } = await import("@miniprogram-messages/client");
    const { status } = await createClient({ fetch: createStub().fetch }).sendMessage(${JSON.stringify(request)});
    if (status !== "succeeded") throw new Error(status)`,
  msw: `
    const { setupServer } = await import("${MSW}");
    const { http, HttpResponse } = await import("msw");
    setupServer(http.post("${url}", () => HttpResponse.json(${JSON.stringify(answer)}))).listen();
    await (await fetch("${url}", { method: "POST", body: ${JSON.stringify(JSON.stringify(request))} })).json()`,
};

const timed = async (cycle: () => Promise<void>): Promise<number> => {
  const begin = performance.now();
  await cycle();
  return performance.now() - begin;
};

const ratioRow = (what: string, own: number, peer: number, aim: number): Row => ({
  what,
  aim: `≤ ${aim} ×`,
  measured: `${(own / peer).toFixed(2)} ×`,
  reached: own / peer <= aim,
  note: `${own.toFixed(2)} ms against ${peer.toFixed(2)} ms`,
});

const limitRow = (what: string, own: number, aim: number, note: string): Row => ({
  what,
  aim: `≤ ${aim} ms`,
  measured: `${own.toFixed(2)} ms`,
  reached: own <= aim,
  note,
});

/** What a test pays for the stub inside its process, beside MSW, which keeps nothing. */
export const measureInProcess = async (): Promise<Measurement> => {
  const imports = await importTimes([STUB, MSW]);
  const stubImport = imports.get(STUB) ?? [];
  const mswImport = imports.get(MSW) ?? [];
  const firsts = await codeTimes(Object.values(FIRST));
  const stubFirst = firsts.get(FIRST.stub) ?? [];
  const mswFirst = firsts.get(FIRST.msw) ?? [];
  const stubCycles: number[] = [];
  const mswCycles: number[] = [];
  for (let count = 0; count < WARM_UP + CYCLES; count += 1) {
    const [stub, msw] = [await timed(stubCycle), await timed(mswCycle)];
    if (count < WARM_UP) continue;
    stubCycles.push(stub);
    mswCycles.push(msw);
  }
  const cycles = `median of ${CYCLES}, in turn with MSW's, after ${WARM_UP} to warm up`;
  return {
    title: "The stub inside a test's process",
    rows: [
      limitRow("import of the stub", median(stubImport), 100, spreadOf(stubImport)),
      ratioRow("the same / import of `msw/node`", median(stubImport), median(mswImport), 0.5),
      ratioRow("imports, stub and first message / MSW's", median(stubFirst), median(mswFirst), 1),
      limitRow("a new stub, one message through the client, `close()`", median(stubCycles), 1, cycles),
      ratioRow("the same / MSW's `setupServer`, `fetch`, `close`", median(stubCycles), median(mswCycles), 1),
    ],
  };
};
