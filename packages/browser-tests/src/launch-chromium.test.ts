import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Browser } from "playwright-core";
import { launchChromium } from "./launch-chromium.ts";

describe("the browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  it("renders a page", async () => {
    const page = await browser.newPage();
    await page.setContent("<h1>Ready</h1>");
    await expect(page.getByRole("heading").textContent()).resolves.toBe("Ready");
    await page.close();
  });

  it("says which variable to mend when the named browser is not there", async () => {
    const before = process.env["CHROMIUM_PATH"];
    process.env["CHROMIUM_PATH"] = "/nowhere/chromium";
    try {
      await expect(launchChromium()).rejects.toThrow("CHROMIUM_PATH names no file: /nowhere/chromium");
    } finally {
      if (before === undefined) delete process.env["CHROMIUM_PATH"];
      else process.env["CHROMIUM_PATH"] = before;
    }
  });
});
