import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { PATIENCE } from "./watched-page.ts";

/** The built docs site. */
export const dist = fileURLToPath(new URL("../../../docs/site/dist/", import.meta.url));

/** Where the pictures of the docs site are kept, for people to look at. */
export const pictures = fileURLToPath(new URL("../reports/docs-site/", import.meta.url));

/** The site straight from disk. */
export const disk = pathToFileURL(dist).href;

export const references = ["reference", "control"] as const;

/** Every other page of the navigation, the home page included; the pages of other languages are reached from one of them. */
export const guides = readdirSync(dist)
  .filter((file) => file.endsWith(".html") && !file.startsWith("language-"))
  .map((file) => file.replace(".html", ""))
  .filter((name) => name !== "reference" && name !== "control");

const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript",
};

/** A plain static host with the site below `path`. */
export const serveBelow = (path: string): Promise<{ root: string; close: () => void }> => {
  const server = createServer((request, response) => {
    if (request.url?.startsWith(path) !== true) {
      response.writeHead(404).end();
      return;
    }
    const file = request.url.slice(path.length) || "index.html";
    readFile(join(dist, file)).then(
      (bytes) => response.writeHead(200, { "content-type": types[file.split(".").at(-1) ?? ""] }).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      resolve({ root: `http://127.0.0.1:${port}${path}`, close: () => server.close() });
    });
  });
};

/** A tab with the network cut. */
export interface Visit {
  readonly page: Page;
  /** What went wrong so far: requests that would have left the site, and errors on the console. */
  readonly troubles: string[];
  readonly close: () => Promise<void>;
}

/** Opens a tab for which nothing but the site at `root` exists: every other request is refused, and remembered. */
export const visit = async (browser: Browser, root: string): Promise<Visit> => {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    colorScheme: "light",
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(PATIENCE);
  const troubles: string[] = [];
  await context.route("**/*", (route) => {
    const url = route.request().url();
    if (url.startsWith(root) || /^(?:data|blob):/.test(url)) return route.continue();
    troubles.push(`request to ${url}`);
    return route.abort();
  });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") troubles.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => troubles.push(`error: ${error.message}`));
  page.on("websocket", (socket) => troubles.push(`websocket to ${socket.url()}`));
  return { page, troubles, close: () => context.close() };
};

/** Whether a reader would have to scroll sideways. */
export const isWiderThanScreen = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

/** The colour behind the navigation, light or dark. */
export const navigationColour = (page: Page): Promise<string> =>
  page.locator("nav.site").evaluate((element) => getComputedStyle(element).backgroundColor);
