import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createStub } from "@miniprogram-messages/server-stub";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isWiderThanScreen, navigationColour, pictures, references, visit, type Visit } from "./docs-site-visit.ts";
import { connectChromium } from "./one-chromium.ts";

// Redoc's page is long to load, so that the tests share one tab; each starts by going where it wants to be.
const stub = createStub();
let browser: Browser;
let tab: Visit;
let page: Page;
let root: string;

beforeAll(async () => {
  await mkdir(pictures, { recursive: true });
  browser = await connectChromium();
  root = `${(await stub.listen()).url}/docs/`;
  tab = await visit(browser, root);
  ({ page } = tab);
  await page.goto(`${root}reference.html`);
});
afterAll(async () => {
  await browser.close();
  await stub.close();
});

const operations = { sendmessage: "Send a notification", sendinbox: "Send an inbox message" };

const open = async (operation: keyof typeof operations): Promise<void> => {
  await page.evaluate((name) => {
    location.hash = `#/notifications/${name}`;
  }, operation);
  await page.getByRole("heading", { name: operations[operation] }).first().waitFor();
};

/** Waits until one of `found` is to be seen. */
const seen = async (found: Locator): Promise<boolean> => {
  await found.first().waitFor();
  return found.first().isVisible();
};

/** Chooses one of the code samples; the first panel is that of the operation in sight. */
const choose = async (language: string): Promise<void> => {
  await page
    .getByRole("button", { name: /^(?:curl|TypeScript client|fetch|Payload)$/ })
    .first()
    .click();
  await page.getByRole("menuitem", { name: language, exact: true }).click();
};

describe("the reference of the message API", () => {
  test("shows both operations, one of them deprecated", async () => {
    await open("sendmessage");
    await expect(page.getByRole("heading", { name: "deprecated" }).count()).resolves.toBe(0);
    await open("sendinbox");
    const heading = page.getByRole("heading", { name: "Send an inbox message deprecated" });
    await expect(heading.isVisible()).resolves.toBe(true);
  });

  test("shows every documented sample", async () => {
    await open("sendmessage");
    await choose("Payload");
    for (const [before, sample, part] of [
      ["Push", "SMS", '"test content"'],
      ["SMS", "Inbox", '"firstLinkName"'],
      ["Inbox", "Push", '"pushContentUrl"'],
    ] as const) {
      await page.locator("#redoc").getByText(before, { exact: true }).first().click();
      await page
        .getByRole("option", { name: sample, exact: true })
        .or(page.getByText(sample, { exact: true }))
        .last()
        .click();
      await expect(seen(page.getByText(part))).resolves.toBe(true);
    }
    await choose("curl");
  });

  test.each([
    ["TypeScript client", "createClient"],
    ["fetch", "await fetch("],
    ["curl", "--header"],
  ])("offers each operation as %s", async (language, part) => {
    for (const operation of ["sendmessage", "sendinbox"] as const) {
      await open(operation);
      if (operation === "sendmessage") await choose(language);
      await expect(seen(page.locator("pre", { hasText: part }))).resolves.toBe(true);
    }
  });

  test("keeps the navigation in sight and its own sidebar below it", async () => {
    await open("sendmessage");
    await page.evaluate(() => window.scrollTo(0, 1500));
    const sidebar = await page.locator(".menu-content").boundingBox();
    await expect(page.locator("nav.site").boundingBox()).resolves.toMatchObject({ y: 0, height: 48 });
    expect(sidebar).toMatchObject({ y: 48, height: 900 - 48 });
  });

  test("names Redoc without a picture from elsewhere", async () => {
    const mark = page.getByRole("link", { name: /API docs by/ });
    const name = mark.locator("p").evaluate((text) => getComputedStyle(text, "::after").content);
    await expect(name).resolves.toBe('" Redoc"');
    await expect(mark.locator("img").isVisible()).resolves.toBe(false);
  });

  test("when Redoc is switched to dark, navigation and guides follow", async () => {
    const light = await navigationColour(page);
    await page.screenshot({ path: join(pictures, "reference-light.png") });
    await page.getByRole("button", { name: "Dark colours" }).click();
    await page.locator("html.dark").waitFor();
    const dark = await navigationColour(page);
    expect(dark).not.toBe(light);
    await page.screenshot({ path: join(pictures, "reference-dark.png") });
    await page.goto(`${root}start.html`);
    await expect(navigationColour(page)).resolves.toBe(dark);
  });

  test.each(references)("%s fits a phone", async (name) => {
    await page.setViewportSize({ width: 360, height: 800 });
    await page.goto(`${root}${name}.html`);
    await page.locator("h1").first().waitFor();
    await expect(isWiderThanScreen(page)).resolves.toBe(false);
    await page.screenshot({ path: join(pictures, `${name}-phone.png`) });
  });
});

test("all of that asked nobody else and left the console alone", () => {
  expect(tab.troubles).toEqual([]);
});
