import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { sms } from "./api.ts";
import { expectVisible } from "./expect-visible.ts";
import { inboxWorld } from "./inbox-world.ts";

const world = inboxWorld();

const many = 10_000;
const atOnce = 50;

const elements = (page: Page): Promise<number> => page.evaluate(() => document.querySelectorAll("*").length);

describe("ten thousand messages", () => {
  it("are all within reach while only the visible ones are drawn", { timeout: 120_000 }, async () => {
    const api = world.api();
    for (let sent = 0; sent < many; sent += atOnce) {
      await Promise.all(
        Array.from({ length: atOnce }, (_, index) => api.send(sms(`m-${sent + index}`, `text ${sent + index}`))),
      );
    }
    const { page, screenshot } = await world.open();
    await expectVisible(page.getByText("1 phone, 10000 messages"), { timeout: 60_000 });
    const before = await elements(page);
    expect(before).toBeLessThan(1500);

    const phone = page.locator(".phone .list");
    await phone.evaluate((list) => list.scrollTo(0, list.scrollHeight / 2));
    await expectVisible(
      page.locator(".phone .list-item[aria-posinset='5000'], .phone .list-item[aria-posinset='5001']").first(),
    );
    await page.locator("#journal [data-stop][tabindex='0']").focus();
    await page.keyboard.press("End");
    await expectVisible(page.locator("#journal .list-item[aria-posinset='10000']"));
    await expect(elements(page)).resolves.toBeLessThan(1500);

    await page.getByRole("searchbox").fill("m-4711");
    await expectVisible(page.getByText("1 phone, 1 message", { exact: true }));
    await expectVisible(page.locator(".bubble", { hasText: "text 4711" }));
    await screenshot("ten-thousand-messages");
  });
});
