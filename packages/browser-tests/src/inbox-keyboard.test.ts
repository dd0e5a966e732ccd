import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { push, sms } from "./api.ts";
import { expectGone, expectVisible } from "./expect-visible.ts";
import { inboxWorld } from "./inbox-world.ts";

const world = inboxWorld();

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute("aria-label") ?? element?.textContent ?? "";
  });

describe("the keyboard", () => {
  it("reaches the search with /, clears and leaves it with Escape", async () => {
    await world.api().send(push("a"));
    const { page } = await world.open();
    await expectVisible(page.getByText("1 phone, 1 message", { exact: true }));
    await page.keyboard.press("/");
    await page.keyboard.type("nothing like it");
    await expectVisible(page.getByText("No message matches."));
    await page.keyboard.press("Escape");
    await expectVisible(page.getByText("1 phone, 1 message", { exact: true }));
    await page.keyboard.press("Escape");
    await expect(page.getByRole("searchbox").evaluate((field) => field === document.activeElement)).resolves.toBe(
      false,
    );
  });

  it("opens the help with ? and closes it with Escape", async () => {
    const { page } = await world.open();
    await expectVisible(page.getByRole("heading", { name: "Waiting for the first message" }));
    await page.keyboard.press("?");
    await expectVisible(page.getByRole("dialog", { name: "Keys and marks" }));
    await page.keyboard.press("Escape");
    await expectGone(page.getByRole("dialog"));
    await page.keyboard.press("?");
    await page.getByLabel("/, ? and letters act on their own").uncheck();
    await page.keyboard.press("Escape");
    await page.keyboard.press("/");
    await expect(page.getByRole("searchbox").evaluate((field) => field === document.activeElement)).resolves.toBe(
      false,
    );
  });

  it("walks through the journal, opens and closes intents", async () => {
    const api = world.api();
    for (const id of ["one", "two", "three"]) await api.send(sms(id));
    const { page } = await world.open();
    await expectVisible(page.getByText("3 intents, 3 attempts, 3 delivered"));
    await page.locator("#journal [data-stop][tabindex='0']").focus();
    await expect(focused(page)).resolves.toMatch(/three/);
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => focused(page)).toMatch(/two/);
    await page.keyboard.press("End");
    await expect.poll(() => focused(page)).toMatch(/has itone/);
    await page.keyboard.press("ArrowRight");
    await expectVisible(page.getByRole("heading", { name: "Delivered: the user has it" }));
    await page.keyboard.press("ArrowLeft");
    await expectGone(page.getByRole("heading", { name: "Delivered: the user has it" }));
    await page.keyboard.press("Home");
    await expect.poll(() => focused(page)).toMatch(/three/);
    await page.keyboard.press("Enter");
    await expectVisible(page.getByRole("heading", { name: "Delivered: the user has it" }));
    await page.keyboard.press("Escape");
    await expectGone(page.getByRole("heading", { name: "Delivered: the user has it" }));
  });

  it("walks through phones and messages", async () => {
    const api = world.api();
    await api.send({ ...sms("t1"), customerBelongsTo: "TNG" });
    await api.send({ ...sms("g1"), customerBelongsTo: "GCASH" });
    await api.send({ ...push("g2"), customerBelongsTo: "GCASH" });
    const { page } = await world.open();
    await expectVisible(page.getByText("2 phones, 3 messages"));
    await page.locator(".phone-head").first().focus();
    await expect(focused(page)).resolves.toMatch(/in GCash, 2 messages/);
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => focused(page)).toMatch(/in Touch 'n Go, 1 message/);
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => focused(page)).toMatch(/in GCash/);
    await page.locator(".phone").first().locator(".message [data-stop][tabindex='0']").focus();
    await expect(focused(page)).resolves.toMatch(/^Push message/);
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => focused(page)).toMatch(/^SMS message/);
    await page.keyboard.press("Enter");
    await expectVisible(page.getByRole("heading", { name: "Delivered: the user has it" }));
  });

  it("steers: opens the controls, sends, plans, resets and comes back", async () => {
    const { page } = await world.open();
    await expectVisible(page.getByRole("heading", { name: "Waiting for the first message" }));
    await page.getByRole("button", { name: "Controls", exact: true }).focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => focused(page)).toBe("Send");
    await expect.poll(() => page.getByLabel("Request body").inputValue()).toContain("test title");
    await page.getByRole("radio", { name: "Push" }).focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => page.getByLabel("Request body").inputValue()).not.toContain("test title");
    await page.getByRole("button", { name: "Send", exact: true }).focus();
    await page.keyboard.press("Space");
    await expectVisible(page.locator(".bubble", { hasText: "test content" }));
    await page.getByRole("tab", { name: "Send" }).focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => focused(page)).toBe("Faults");
    await page.getByRole("button", { name: "Lose the next answer" }).focus();
    await page.keyboard.press("Enter");
    await expectVisible(page.locator(".fault", { hasText: "Lose the answer" }));
    await page.getByRole("tab", { name: "Faults" }).focus();
    await page.keyboard.press("End");
    await page.getByRole("button", { name: `Reset ${world.namespace()}` }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByRole("button", { name: "Reset" }).focus();
    await page.keyboard.press("Enter");
    await expectVisible(page.getByRole("heading", { name: "Waiting for the first message" }));
    await page.keyboard.press("Escape");
    await expectGone(page.locator("#controls"));
    await expect.poll(() => focused(page)).toBe("Controls");
  });

  it("switches the namespace", async () => {
    const { page } = await world.open();
    await page.getByRole("combobox", { name: "Namespace" }).focus();
    await page.keyboard.type("by-keyboard");
    await expectVisible(page.getByRole("option", { name: /by-keyboard/ }));
    await page.keyboard.press("Enter");
    await expect.poll(() => new URL(page.url()).searchParams.get("ns")).toBe("by-keyboard");
  });

  it("shows where it is", async () => {
    await world.api().send(push("a"));
    const { page } = await world.open("&panel=send");
    await expectVisible(page.getByText("1 phone, 1 message", { exact: true }));
    await page.locator("h1").click();
    const seen = new Set<string>();
    for (let stop = 0; stop < 60; stop += 1) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => {
        const element = document.activeElement;
        if (element === null || element === document.body) return null;
        // A radio draws its focus on the words beside it.
        const drawn = element.matches(".choices input") ? element.nextElementSibling : element;
        const style = drawn === null ? null : getComputedStyle(drawn);
        return { what: element.outerHTML.slice(0, 120), outline: `${style?.outlineStyle} ${style?.outlineWidth}` };
      });
      if (at === null) break;
      seen.add(at.what);
      expect(at).toMatchObject({ outline: expect.stringMatching(/^(solid|auto) [1-9]/) });
    }
    expect(seen.size).toBeGreaterThan(20);
  });
});
