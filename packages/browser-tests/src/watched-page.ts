import { AxeBuilder } from "@axe-core/playwright";
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";

const screenshots = fileURLToPath(new URL("../reports/screenshots/", import.meta.url));

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
};

export const openPage = async (browser: Browser, address: string, view: View = {}): Promise<WatchedPage> => {
  const { width = 1440, height = 900, scheme = "light" } = view;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  context.setDefaultTimeout(10_000);
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
      await mkdir(screenshots, { recursive: true });
      await page.screenshot({ path: `${screenshots}${name}.png` });
    },
    expectAccessible: async () => {
      const { violations } = await new AxeBuilder({ page })
        // The page has no frames, which the other mode opens a second page for.
        .setLegacyMode(true)
        .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
        .analyze();
      expect(
        violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(" | ")}`),
      ).toEqual([]);
    },
  };
};
