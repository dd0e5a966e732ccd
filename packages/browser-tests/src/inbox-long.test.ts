import { byLane } from "@miniprogram-messages/lane";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { sms } from "./api.ts";
import { expectVisible } from "./expect-visible.ts";
import { inboxWorld } from "./inbox-world.ts";

const world = inboxWorld();

const many = byLane("messages on one phone of the inbox page", { quick: 2_000, full: 10_000 });
const atOnce = 50;

const elements = (page: Page): Promise<number> => page.evaluate(() => document.querySelectorAll("*").length);

describe(`${many} messages`, () => {
  it("are all within reach while only the visible ones are drawn", async () => {
    const api = world.api();
    for (let sent = 0; sent < many; sent += atOnce) {
      await Promise.all(
        Array.from({ length: atOnce }, (_, index) => api.send(sms(`m-${sent + index}`, `text ${sent + index}`))),
      );
    }
    const { page, screenshot } = await world.open();
    await expectVisible(page.getByText("1 phone, 200 messages", { exact: true }));
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
});
