import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import { apiOf, type Api } from "./api.ts";
import { connectChromium } from "./one-chromium.ts";
import { startStub, type RunningStub } from "./running-stub.ts";
import { openPage, type WatchedPage } from "./watched-page.ts";

type View = Parameters<typeof openPage>[2];

/** A stub for a test file and the browser of all; each test has a namespace and pages of its own. */
export type InboxWorld = {
  /** Another namespace in each test. */
  readonly namespace: () => string;
  readonly api: () => Api;
  readonly stub: () => RunningStub;
  readonly browser: () => Browser;
  /** Opens the page at the test's namespace; every page is checked for complaints and closed after the test. */
  readonly open: (query?: string, view?: View) => Promise<WatchedPage>;
};

const there = <Thing>(thing: Thing | undefined): Thing => {
  if (thing === undefined) throw new Error("Only inside a test.");
  return thing;
};

export const inboxWorld = (): InboxWorld => {
  let stub: RunningStub | undefined;
  let browser: Browser | undefined;
  let count = 0;
  let pages: WatchedPage[] = [];
  const namespace = (): string => `test-${count}`;

  beforeAll(async () => {
    [stub, browser] = await Promise.all([startStub(), connectChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await stub?.stop();
  });
  afterEach(async () => {
    const opened = pages;
    pages = [];
    count += 1;
    await Promise.all(opened.map(({ page }) => page.context().close()));
    for (const { expectQuiet } of opened) expectQuiet();
  });

  return {
    namespace,
    stub: () => there(stub),
    browser: () => there(browser),
    api: () => apiOf(there(stub).url, namespace()),
    open: async (query = "", view = {}) => {
      const opened = await openPage(there(browser), `${there(stub).url}/?ns=${namespace()}${query}`, view);
      pages.push(opened);
      return opened;
    },
  };
};
