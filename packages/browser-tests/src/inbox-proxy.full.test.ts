import { once } from "node:events";
import { type IncomingMessage, type ServerResponse, createServer, request } from "node:http";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { apiOf, push } from "./api.ts";
import { expectVisible } from "./expect-visible.ts";
import { connectChromium } from "./one-chromium.ts";
import { type RunningStub, startStub } from "./running-stub.ts";
import { openPage } from "./watched-page.ts";

/** As a plain `location /stub/ { proxy_pass http://…/; }`: strips the sub-path, and says the stub's own Host. */
const proxy = createServer((incoming: IncomingMessage, outgoing: ServerResponse) => {
  const path = /^\/stub(\/.*)$/.exec(incoming.url ?? "")?.[1];
  if (path === undefined || stub === undefined) {
    outgoing.writeHead(404).end();
    return;
  }
  const { method } = incoming;
  const headers = { ...incoming.headers, host: `127.0.0.1:${stub.port}` };
  const forwarded = request({ port: stub.port, host: "127.0.0.1", path, method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  forwarded.on("error", () => outgoing.destroy());
  outgoing.on("close", () => forwarded.destroy());
  incoming.pipe(forwarded);
});

let stub: RunningStub | undefined;
let browser: Browser;
let origin = "";

beforeAll(async () => {
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const address = proxy.address();
  origin = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  [stub, browser] = await Promise.all([startStub(0, ["--allow-origin", origin]), connectChromium()]);
});

afterAll(async () => {
  await browser.close();
  proxy.close();
  proxy.closeAllConnections();
  await stub?.stop();
});

it("looks, sends, steers and leads on below the sub-path of a proxy whose origin is allowed", async () => {
  const { page, expectQuiet } = await openPage(browser, `${origin}/stub/?ns=proxied`);
  await expectVisible(page.locator(".connection", { hasText: "Live" }));
  await page.getByRole("button", { name: "Send a sample" }).click();
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expectVisible(page.locator(".message").first());
  await apiOf(stub?.url ?? "", "proxied").send(push("order-1"));
  await expect.poll(() => page.locator(".message").count()).toBe(2);
  const reset = await page.evaluate(async () => {
    const headers = { "content-type": "application/json" };
    return (await fetch("_stub/namespaces/proxied/reset", { method: "POST", headers, body: "{}" })).status;
  });
  expect(reset).toBe(200);
  await expect.poll(() => page.locator(".message").count()).toBe(0);
  await page.goto(`${origin}/stub/docs`);
  expect(new URL(page.url()).pathname).toBe("/stub/docs/");
  await expectVisible(page.locator("h1").first());
  expectQuiet();
  await page.context().close();
});
