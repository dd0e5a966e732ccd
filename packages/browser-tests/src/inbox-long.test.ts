import { byLane, fullLaneOnly } from "@miniprogram-messages/lane";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { sms } from "./api.ts";
import { expectVisible } from "./expect-visible.ts";
import { inboxWorld } from "./inbox-world.ts";

const world = inboxWorld();

const many = byLane("messages on one phone of the inbox page", { quick: 2_000, full: 10_000 });
const atOnce = 50;

const elements = (page: Page): Promise<number> => page.evaluate(() => document.querySelectorAll("*").length);

const sendMany = async (count: number): Promise<void> => {
  const api = world.api();
  for (let sent = 0; sent < count; sent += atOnce) {
    await Promise.all(
      Array.from({ length: atOnce }, (_, index) => api.send(sms(`m-${sent + index}`, `text ${sent + index}`))),
    );
  }
};

/** Everything that the page has fetched, in bytes on the wire. */
const fetched = (page: Page): Promise<number> =>
  page.evaluate(() =>
    [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")].reduce(
      (sum, entry) => sum + (entry instanceof PerformanceResourceTiming ? entry.transferSize : 0),
      0,
    ),
  );

/** What the page keeps in memory once everything is collected that can be, in bytes. */
const heap = async (page: Page): Promise<number> => {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  return usedSize;
};

describe(`${many} messages`, () => {
  it("are all within reach while only the visible ones are drawn", async () => {
    await sendMany(many);
    const { page, screenshot } = await world.open();
    await expectVisible(page.getByText("1 phone, 200 messages", { exact: true }));
    expect(await fetched(page)).toBeLessThanOrEqual(300_000);
    const before = await elements(page);
    expect(before).toBeLessThan(1500);

    // Older ones come as they are scrolled to.
    const phone = page.locator(".phone .list");
    await phone.evaluate((list) => list.scrollTo(0, list.scrollHeight));
    await expectVisible(page.getByText("1 phone, 400 messages", { exact: true }));
    await page.locator("#journal [data-stop][tabindex='0']").focus();
    await page.keyboard.press("End");
    await expectVisible(page.getByText(/^400 intents, 400 attempts/));
    await expect(elements(page)).resolves.toBeLessThan(1500);

    await page.getByRole("searchbox").fill("m-1711");
    await expectVisible(page.getByText("1 phone, 1 message", { exact: true }));
    await expectVisible(page.locator(".bubble", { hasText: "text 1711" }));
    await screenshot("many-messages");
  });

  // Each message is two events: its attempt, and its delivery.
  fullLaneOnly.test("arriving while the page looks on leave its memory small", async () => {
    const { page } = await world.open();
    await expectVisible(page.getByRole("heading", { name: "Waiting for the first message" }));
    await sendMany(many);
    await expectVisible(page.locator(".intent-row", { hasText: `m-${many - 1}` }));
    expect(await heap(page)).toBeLessThanOrEqual(30_000_000);
  });
});
