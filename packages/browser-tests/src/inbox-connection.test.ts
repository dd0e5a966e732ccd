import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { fullLaneOnly } from "@miniprogram-messages/lane";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { push } from "./api.ts";
import { expectVisible } from "./expect-visible.ts";
import { inboxWorld } from "./inbox-world.ts";

const world = inboxWorld();

const expectLive = (page: Page): Promise<void> => expectVisible(page.locator(".connection", { hasText: "Live" }));

/** As browsers without these are. */
const without = { "a shared worker": "SharedWorker", "a shared worker and locks": "SharedWorker,locks" };

describe("one stream for all tabs", () => {
  it("keeps twelve tabs live, and the docs open beside them", async () => {
    const { page } = await world.open();
    const tabs = [page];
    for (let count = 1; count < 12; count += 1) {
      const tab = await page.context().newPage();
      await tab.goto(page.url());
      tabs.push(tab);
    }
    await Promise.all(tabs.map(expectLive));
    await world.api().send(push("order-1"));
    await Promise.all(tabs.map((tab) => expectVisible(tab.locator(".message"))));
    const docs = await page.context().newPage();
    await docs.goto(`${world.stub().url}/docs/`);
    await expectVisible(docs.locator("h1").first());
  });

  it("keeps tabs of ten namespaces live", async () => {
    const { page } = await world.open();
    const tabs: Page[] = [];
    for (let count = 0; count < 10; count += 1) {
      const tab = await page.context().newPage();
      await tab.goto(`${world.stub().url}/?ns=many-${count}`);
      tabs.push(tab);
    }
    await Promise.all(tabs.map(expectLive));
    expect(tabs).toHaveLength(10);
  });

  it.each(Object.entries(without))("works in a browser without %s", async (_, names) => {
    const { page } = await world.open();
    await page.context().addInitScript((missing) => {
      for (const name of missing.split(",")) {
        Reflect.deleteProperty(globalThis, name);
        Reflect.deleteProperty(Navigator.prototype, name);
      }
    }, names);
    const second = await page.context().newPage();
    await second.goto(page.url());
    await page.reload();
    await expectLive(page);
    await expectLive(second);
    await page.close();
    await world.api().send(push("order-1"));
    await expectVisible(second.locator(".message"));
  });
});

/** Passes bytes on until it is told to keep them, with every connection left open. */
const silentProxy = async (port: number) => {
  const sockets = new Set<Socket>();
  let silent = false;
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on("data", (chunk) => silent || to.write(chunk));
      from.on("error", () => to.destroy());
      from.on("close", () => to.destroy());
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`,
    hush: (quiet: boolean) => {
      silent = quiet;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
};

fullLaneOnly.test(
  "a connection that stays open and says nothing is called lost, and what was missed is fetched",
  async () => {
    const { page, allow } = await world.open();
    allow(/Failed to load resource|ERR_/);
    const proxy = await silentProxy(world.stub().port);
    const tab = await page.context().newPage();
    await tab.goto(`${proxy.url}/?ns=${world.namespace()}`);
    await expectLive(tab);
    proxy.hush(true);
    await world.api().send(push("order-1"));
    await tab.locator(".connection", { hasText: /lost|disconnected|not connected/i }).waitFor({ timeout: 120_000 });
    proxy.hush(false);
    await tab.locator(".message").first().waitFor({ timeout: 120_000 });
    await expectLive(tab);
    await tab.close();
    proxy.close();
  },
);
