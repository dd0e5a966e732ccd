import { AxeBuilder } from "@axe-core/playwright";
import { fullLane } from "@miniprogram-messages/lane";
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";

const screenshots = fileURLToPath(new URL("../reports/screenshots/", import.meta.url));

/** In ms. A busy machine makes a page late, never wrong. */
export const PATIENCE = 150_000;

export type Scheme = "light" | "dark";

type View = { readonly width?: number; readonly height?: number; readonly scheme?: Scheme };

/** A page whose console and network are watched. */
export type WatchedPage = {
  readonly page: Page;
  /** Fails when the page complained, or asked another host than its own. */
  readonly expectQuiet: () => void;
  /** Lets one expected complaint pass, such as the browser's own line about a stub that has gone. */
  readonly allow: (complaint: RegExp) => void;
  readonly screenshot: (name: string) => Promise<void>;
  /** Fails on every rule of WCAG 2.2 A and AA, and of good practice, that axe finds broken. */
  readonly expectAccessible: () => Promise<void>;
  /** Fails on poor contrast: all that another theme changes. */
  readonly expectContrast: () => Promise<void>;
};

/** The pages have no frames, for which the other mode opens a second page. */
export const axe = (page: Page): AxeBuilder =>
  new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"] });

/** What axe found broken, with the elements. */
export const violations = async (builder: AxeBuilder): Promise<string[]> =>
  (await builder.analyze()).violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(" | ")}`,
  );

export const openPage = async (browser: Browser, address: string, view: View = {}): Promise<WatchedPage> => {
  const { width = 1440, height = 900, scheme = "light" } = view;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const complaints: string[] = [];
  const strangers: string[] = [];
  const allowed: RegExp[] = [];
  const { host } = new URL(address);
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.stack ?? error.message));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol !== "data:" && url.host !== host) strangers.push(request.url());
  });
  await page.goto(address);
  return {
    page,
    allow: (complaint) => allowed.push(complaint),
    expectQuiet: () => {
      expect(complaints.filter((complaint) => !allowed.some((one) => one.test(complaint)))).toEqual([]);
      expect(strangers).toEqual([]);
    },
    screenshot: async (name) => {
      // Pictures are for people to look at, and cost as much as a pass of axe.
      if (!fullLane) return;
      await mkdir(screenshots, { recursive: true });
      await page.screenshot({ path: `${screenshots}${name}.png` });
    },
    expectAccessible: async () => {
      await expect(
        violations(axe(page).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])),
      ).resolves.toEqual([]);
    },
    expectContrast: async () => {
      await expect(violations(axe(page).withRules("color-contrast"))).resolves.toEqual([]);
    },
  };
};
