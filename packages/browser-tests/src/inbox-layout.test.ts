import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { push, samples, sms } from "./api.ts";
import { expectGone, expectVisible } from "./expect-visible.ts";
import { inboxWorld } from "./inbox-world.ts";

const world = inboxWorld();

const CUSTOMERS = [
  "ALIPAY_CN",
  "ALIPAY_HK",
  "ALIPAY_MO",
  "TNG",
  "GCASH",
  "DANA",
  "KAKAOPAY",
  "BKASH",
  "CHOPE",
  "TRUEMONEY",
];

/** How many of these lie whole within the window. */
const whole = (page: Page, selector: string): Promise<number> =>
  page.evaluate(
    (wanted) =>
      [...document.querySelectorAll(wanted)].filter((element) => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight && bottom > top;
      }).length,
    selector,
  );

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element?.closest("#phones, #journal, #controls")?.id ?? element?.textContent ?? "";
  });

describe("a window of little height", () => {
  it.each([
    [640, 360],
    [740, 360],
    [844, 390],
  ])("of %i × %i shows a message whole, whatever its channel", async (width, height) => {
    for (const sample of [samples.push, samples.sms, samples.inbox]) {
      await world.api().send({ ...sample, requestId: `short-${Object.keys(sample).length}-${Math.random()}` });
    }
    const { page, expectAccessible, screenshot } = await world.open("", { width, height });
    await expectVisible(page.locator(".banner"));
    await expect.poll(() => whole(page, ".message")).toBeGreaterThan(0);
    await expectAccessible();
    await screenshot(`short-${width}x${height}`);
    if (width < 840) await page.getByRole("button", { name: "Journal", exact: true }).click();
    await expect.poll(() => whole(page, ".intent-row")).toBeGreaterThan(1);
    await screenshot(`short-journal-${width}x${height}`);
  });
});

describe("a large window", () => {
  it("shows eleven phones at once, and the arrow keys go about them", async () => {
    for (const customerBelongsTo of CUSTOMERS) {
      await world.api().send({ ...sms(`wide-${customerBelongsTo}`), customerBelongsTo });
    }
    await world.api().send({ ...push("wide-last"), accessToken: "another-user-0001" });
    const { page, screenshot } = await world.open("", { width: 2560, height: 1440 });
    await expectVisible(page.getByText("11 phones, 11 messages"));
    await expect.poll(() => whole(page, ".phone")).toBe(11);
    await screenshot("eleven-phones");
    const heads = page.locator(".phone-head");
    const at = (): Promise<string> => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");
    await heads.first().focus();
    const first = await at();
    await page.keyboard.press("ArrowDown");
    await expect.poll(at).not.toBe(first);
    await page.keyboard.press("ArrowUp");
    await expect.poll(at).toBe(first);
  });
});

describe("jumping", () => {
  it("takes three Tabs to the links that lead to phones, journal and controls", async () => {
    await world.api().send(push("jump"));
    const { page } = await world.open();
    await expectVisible(page.getByText("1 phone, 1 message", { exact: true }));
    for (const [stop, pane] of [
      [1, "phones"],
      [2, "journal"],
      [3, "controls"],
    ] as const) {
      await page.evaluate(() => {
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
        getSelection()?.removeAllRanges();
      });
      await page.reload();
      await expectVisible(page.getByText("1 phone, 1 message", { exact: true }));
      for (let tab = 0; tab < stop; tab += 1) await page.keyboard.press("Tab");
      await expect(focused(page)).resolves.toBe(`Skip to ${pane}`);
      await page.keyboard.press("Enter");
      await expect.poll(() => focused(page)).toBe(pane);
    }
  });

  it.each([
    ["p", "phones"],
    ["j", "journal"],
    ["c", "controls"],
  ])("with %s leads to the %s, also where one pane shows at a time", async (key, pane) => {
    await world.api().send(push("jump"));
    const { page } = await world.open(`&pane=${pane === "phones" ? "journal" : "phones"}`, { width: 390, height: 844 });
    await expectVisible(page.locator(pane === "phones" ? ".intent-row" : ".banner"));
    await page.keyboard.press(key);
    await expect.poll(() => focused(page)).toBe(pane);
  });
});

describe("the namespace switcher", () => {
  it("has what was looked at first, scrolls along with the keys, and offers to create", async () => {
    const names = Array.from(
      { length: 120 },
      (_, index) => `place-${world.namespace()}-${String(index).padStart(3, "0")}`,
    );
    for (const name of names) {
      await fetch(`${world.stub().url}/_stub/namespaces/${name}/clock`);
    }
    const { page, screenshot } = await world.open();
    const field = page.getByRole("combobox", { name: "Namespace" });
    await field.fill(names[77] ?? "");
    await page.keyboard.press("Enter");
    await expect.poll(() => new URL(page.url()).searchParams.get("ns")).toBe(names[77]);
    await field.focus();
    await expectVisible(
      page
        .getByRole("option")
        .first()
        .getByText(names[77] ?? ""),
    );
    for (let step = 0; step < 40; step += 1) await page.keyboard.press("ArrowDown");
    const chosen = page.locator(".switcher-list [aria-selected=true]");
    await expect
      .poll(() =>
        chosen.evaluate((option) => {
          const list = option.parentElement?.getBoundingClientRect();
          const { top, bottom } = option.getBoundingClientRect();
          return list !== undefined && top >= list.top && bottom <= list.bottom;
        }),
      )
      .toBe(true);
    await screenshot("namespaces");
    await field.fill("not-there-yet");
    await expectVisible(page.getByRole("option", { name: /not-there-yet.*create/ }));
  });
});

describe("print", () => {
  it("has phones and journal whole, and nothing of what steers", async () => {
    for (let sent = 0; sent < 40; sent += 1) await world.api().send(sms(`print-${sent}`, `Text ${sent}`));
    const { page, screenshot } = await world.open("&panel=send");
    await expectVisible(page.getByText("1 phone, 40 messages"));
    await page.emulateMedia({ media: "print" });
    await expect.poll(() => page.locator(".bubble").count()).toBe(40);
    await expect.poll(() => page.locator(".intent-row").count()).toBe(40);
    await expect(page.locator("#controls").isVisible()).resolves.toBe(false);
    await screenshot("print");
    await page.emulateMedia({ media: "screen" });
    await expectGone(page.locator(".bubble", { hasText: /^Text 0$/ }));
  });
});
