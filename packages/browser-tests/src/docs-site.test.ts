import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { byLane, fullLane } from "@miniprogram-messages/lane";
import { createStub } from "@miniprogram-messages/server-stub";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  disk,
  guides,
  isWiderThanScreen,
  navigationColour,
  pictures,
  references,
  serveBelow,
  visit,
  type Visit,
} from "./docs-site-visit.ts";
import { connectChromium } from "./one-chromium.ts";
import { axe, violations } from "./watched-page.ts";

const stub = createStub();
const roots = { disk, "the stub": "", "a sub-path of a static host": "" };
let browser: Browser;
let host: Awaited<ReturnType<typeof serveBelow>>;

beforeAll(async () => {
  await mkdir(pictures, { recursive: true });
  browser = await connectChromium();
  roots["the stub"] = `${(await stub.listen()).url}/docs/`;
  host = await serveBelow("/some/where/docs/");
  roots["a sub-path of a static host"] = host.root;
});
afterAll(async () => {
  await browser.close();
  await stub.close();
  host.close();
});

/** The guides are made by one template, and share one sheet of colours. */
const read = byLane<readonly string[]>("guides that axe reads", { quick: ["start", "outcomes"], full: guides });
const measured = byLane<readonly string[]>("guides whose contrast is measured in the dark", {
  quick: ["start"],
  full: guides,
});

/** All rules in the light; the dark changes nothing but colours. */
const broken = async ({ page }: Visit, scheme: "light" | "dark", guide: string): Promise<string[]> => {
  if (scheme === "light") return read.includes(guide) ? violations(axe(page)) : [];
  return measured.includes(guide) ? violations(axe(page).withRules("color-contrast")) : [];
};

/** What both references are made of is the same. */
const schemes = byLane<readonly ("light" | "dark")[]>("schemes in which axe reads a reference", {
  quick: ["light"],
  full: ["light", "dark"],
});

/** From disk a walk reaches all pages in both lanes; addresses from elsewhere are made the same way. */
const stride = byLane("pages of a server, of which a walk visits one", { quick: 5, full: 1 });

/** Pictures are for people to look at. */
const picture = async ({ page }: Visit, name: string): Promise<void> => {
  if (fullLane) await page.screenshot({ path: join(pictures, `${name}.png`) });
};

test.each(["disk", "the stub", "a sub-path of a static host"] as const)(
  "from %s a walk through the navigation reaches every page, asks nobody else and says nothing on the console",
  async (from) => {
    const { page, troubles, close } = await visit(browser, roots[from]);
    await page.goto(`${roots[from]}start.html`);
    const titles = await page.locator("nav.site li a").allTextContents();
    // The home page is behind the name of the project.
    expect(titles).toHaveLength(references.length + guides.length - 1);
    for (const title of titles.filter((_, index) => from === "disk" || index % stride === 0)) {
      const link = page.locator("nav.site").getByRole("link", { name: title, exact: true });
      if (!(await link.isVisible())) await page.locator("nav.site summary").click();
      await link.click();
      await expect(page.locator("nav.site [aria-current]").textContent()).resolves.toBe(title);
      await expect(page.locator("h1").first().textContent()).resolves.toMatch(/\w/);
    }
    expect(troubles).toEqual([]);
    await close();
  },
);

test("the stub leads from /docs to the site", async () => {
  const { page, close } = await visit(browser, roots["the stub"].replace("docs/", ""));
  await page.goto(roots["the stub"].replace(/\/$/, ""));
  expect(page.url()).toBe(roots["the stub"]);
  await expect(page.getByRole("link", { name: "Inbox", exact: true }).getAttribute("href")).resolves.toBe("../");
  await close();
});

describe.each(guides)("the guide %s", (name) => {
  let tab: Visit;
  beforeAll(async () => {
    tab = await visit(browser, disk);
    await tab.page.goto(`${disk}${name}.html`);
  });
  afterAll(() => tab.close());

  test("is fine with axe in light and in dark, and looks different", async () => {
    const grounds: string[] = [];
    for (const colorScheme of ["light", "dark"] as const) {
      await tab.page.emulateMedia({ colorScheme });
      await expect(broken(tab, colorScheme, name)).resolves.toEqual([]);
      await picture(tab, `${name}-${colorScheme}`);
      grounds.push(await navigationColour(tab.page));
    }
    expect(new Set(grounds).size).toBe(2);
  });

  test("fits a phone", async () => {
    await tab.page.setViewportSize({ width: 360, height: 800 });
    await expect(isWiderThanScreen(tab.page)).resolves.toBe(false);
    await picture(tab, `${name}-phone`);
  });
});

describe.each(references)("the reference %s", (name) => {
  test.each(schemes)("is fine with axe in the %s", async (colorScheme) => {
    const { page, close } = await visit(browser, disk);
    await page.emulateMedia({ colorScheme });
    await page.goto(`${disk}${name}.html`);
    await page.locator("#redoc h2").first().waitFor();
    await expect(violations(axe(page))).resolves.toEqual([]);
    await close();
  });

  test("has no link that leads out of the site in a new tab", async () => {
    const { page, close } = await visit(browser, disk);
    await page.goto(`${disk}${name}.html`);
    await page.locator("#redoc h2").first().waitFor();
    const links = await page.locator("#redoc a").evaluateAll((found) => found.map((link) => link.getAttribute("href")));
    expect(links.filter((href) => href?.startsWith("/"))).toEqual([]);
    await close();
  });
});

// Served: from disk a browser may hand its storage to the next page late.
describe("what every page offers", () => {
  let tab: Visit;
  beforeAll(async () => {
    tab = await visit(browser, host.root);
  });
  afterAll(() => tab.close());

  test.each([
    [
      "TEMPLATE_NOT_EXIST send a notification",
      "Send a notification (sendMessage)",
      /reference\.html#\/notifications\/sendmessage$/,
    ],
    ["base64url", "What is signed", /signing\.html#what-is-signed$/],
  ])("the search finds %s in reference and guides, by keyboard", async (words, title, address) => {
    await tab.page.goto(`${host.root}outcomes.html`);
    await tab.page.keyboard.press("/");
    await tab.page.keyboard.type(words);
    const found = tab.page.locator("#search li a", { hasText: title });
    await found.waitFor();
    await expect(violations(axe(tab.page))).resolves.toEqual([]);
    await found.focus();
    await tab.page.keyboard.press("Enter");
    await tab.page.waitForURL(address);
    await expect(tab.page.locator("#search").isVisible()).resolves.toBe(false);
  });

  test("a search without a hit says so", async () => {
    await tab.page.goto(`${host.root}outcomes.html`);
    await tab.page.getByRole("button", { name: "Search" }).click();
    await tab.page.keyboard.type("xyzzy");
    await tab.page.getByText("Nothing found").waitFor();
    await expect(tab.page.locator("#search li").count()).resolves.toBe(0);
  });

  test("the colours can be switched, and the choice stays", async () => {
    await tab.page.goto(`${host.root}start.html`);
    const before = await navigationColour(tab.page);
    await tab.page.getByRole("button", { name: "Dark colours" }).click();
    const after = await navigationColour(tab.page);
    expect(after).not.toBe(before);
    await tab.page.goto(`${host.root}errata.html`);
    await expect(navigationColour(tab.page)).resolves.toBe(after);
    await tab.page.getByRole("button", { name: "Light colours" }).click();
  });

  test("every block of code can be copied", async () => {
    await tab.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await tab.page.goto(`${host.root}language-python.html`);
    const blocks = await tab.page.locator(".guide pre").count();
    await expect(tab.page.getByRole("button", { name: "Copy" }).count()).resolves.toBe(blocks);
    await tab.page.getByRole("button", { name: "Copy" }).last().click();
    const copied = await tab.page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain("def sign(key, uri, client_id, moment, body):");
  });

  test("from the home page, an operation is one click away", async () => {
    await tab.page.goto(`${host.root}index.html`);
    await tab.page.locator(".card", { hasText: "sendInbox" }).click();
    const heading = tab.page.getByRole("heading", { name: "Send an inbox message" }).first();
    await heading.waitFor();
    await expect(heading.isVisible()).resolves.toBe(true);
  });
});

describe("on a guide", () => {
  let tab: Visit;
  beforeAll(async () => {
    tab = await visit(browser, disk);
  });
  afterAll(() => tab.close());

  test("the content is one step away by keyboard", async () => {
    await tab.page.goto(`${disk}signing.html`);
    await tab.page.keyboard.press("Tab");
    await tab.page.keyboard.press("Enter");
    await expect(tab.page.evaluate(() => document.activeElement?.id)).resolves.toBe("content");
  });

  test("a statement can be linked to, and leads to its erratum", async () => {
    await tab.page.goto(`${disk}statements.html#MS-003`);
    await tab.page.locator("#MS-003").getByRole("link", { name: "E22" }).click();
    await expect(tab.page.locator("#e22").isVisible()).resolves.toBe(true);
    expect(tab.page.url()).toMatch(/errata\.html#e22$/);
  });

  test("what is linked to is not hidden below the navigation", async () => {
    await tab.page.goto(`${disk}errata.html#e12`);
    const place = await tab.page.locator("#e12").boundingBox();
    expect(place?.y).toBeGreaterThan(48);
  });
});
