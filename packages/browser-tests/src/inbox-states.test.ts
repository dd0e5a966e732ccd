import { byLane } from "@miniprogram-messages/lane";
import { describe, expect, it } from "vitest";
import { apiOf, push, samples } from "./api.ts";
import { expectVisible } from "./expect-visible.ts";
import { inboxWorld } from "./inbox-world.ts";
import { startStub } from "./running-stub.ts";
import { openPage, type WatchedPage } from "./watched-page.ts";

const world = inboxWorld();

const views = [
  { name: "wide", width: 1600, height: 900, schemes: ["light", "dark"] },
  { name: "desk", width: 1200, height: 800, schemes: ["light"] },
  { name: "phone", width: 390, height: 844, schemes: ["dark", "light"] },
] as const;

/** The views whose structure axe reads: the widths draw the same elements, so that one width tells for every change. */
const read = byLane<readonly string[]>("widths in which axe reads a state of the inbox page", {
  quick: ["wide"],
  full: ["wide", "desk", "phone"],
});

/** Colours come from one sheet: in the quick lane the states that show most of them stand for the rest. */
const measured = byLane<readonly string[] | "all">("states of the inbox page with their second theme's contrast", {
  quick: ["phones", "journal-rejection", "controls-seeds", "help"],
  full: "all",
});

// Parts that would need scrolling sideways; the row of phones, the row of filters and code may.
const wider = (page: WatchedPage["page"]): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll("html, .list:not(.list-across), .panel, .attempt-view, .reason, dialog, .empty")]
      .filter((part) => part.scrollWidth > part.clientWidth + 1)
      .map((part) => part.className || part.tagName),
  );

/** Every view is accessible, fits its width, and is kept as a picture. */
const expectFineInEveryView = async (
  { page, expectAccessible, expectContrast, screenshot }: WatchedPage,
  state: string,
): Promise<void> => {
  for (const { name, width, height, schemes } of views) {
    await page.setViewportSize({ width, height });
    await expect(wider(page)).resolves.toEqual([]);
    for (const [index, colorScheme] of schemes.entries()) {
      await page.emulateMedia({ colorScheme });
      if (read.includes(name) && index === 0) await expectAccessible();
      else if (read.includes(name) && (measured === "all" || measured.includes(state))) await expectContrast();
      await screenshot(`${state}-${name}-${colorScheme}`);
    }
  }
};

const fill = async (): Promise<void> => {
  const api = world.api();
  await api.send({ ...samples.push, requestId: "push" });
  await api.send({ ...samples.sms, requestId: "sms" });
  await api.send({ ...samples.inbox, requestId: "inbox" });
  await api.sendInbox(samples.legacy);
  await api.control("POST", "faults", { times: 1, effect: { result: "UNKNOWN_EXCEPTION" } });
  await api.send({ ...push("order-1"), customerBelongsTo: "TNG" });
  await api.send({ ...push("order-1"), customerBelongsTo: "TNG" });
  await api.send(push("y".repeat(65)));
  await api.control("POST", "clock", { advance: "PT1H" });
};

describe("in light and dark, from a phone to a wide screen", () => {
  it("phones are accessible", async () => {
    await fill();
    const opened = await world.open();
    await expectVisible(opened.page.locator(".phone").first());
    await expectFineInEveryView(opened, "phones");
  });

  it("the journal is accessible", async () => {
    await fill();
    const opened = await world.open("&pane=journal&intent=sendMessage+order-1");
    await expectVisible(opened.page.locator(".attempt-view"));
    await expectFineInEveryView(opened, "journal");
  });

  it("a rejection is accessible", async () => {
    await fill();
    const opened = await world.open(`&pane=journal&intent=sendMessage+${"y".repeat(65)}`);
    await expectVisible(opened.page.locator(".reason blockquote"));
    await expectFineInEveryView(opened, "journal-rejection");
  });

  it.each(["send", "faults", "policies", "clock", "seeds", "reset"])(
    "the controls (%s) are accessible",
    async (panel) => {
      await fill();
      const opened = await world.open(`&pane=controls&panel=${panel}`);
      await expectVisible(opened.page.locator(".panel-form").first());
      await expectFineInEveryView(opened, `controls-${panel}`);
    },
  );

  it("the empty state is accessible", async () => {
    const opened = await world.open();
    await expectVisible(opened.page.getByRole("heading", { name: "Waiting for the first message" }));
    await expectFineInEveryView(opened, "empty");
  });

  it("a search without a match is accessible", async () => {
    await fill();
    const opened = await world.open("&q=nothing+like+it");
    await expectVisible(opened.page.getByText("No message matches."));
    await expectFineInEveryView(opened, "no-match");
  });

  it("the loading state is accessible", async () => {
    const opened = await world.open();
    await expectVisible(opened.page.getByText("Live", { exact: true }));
    await opened.page.route(/\/messages\?/, () => undefined);
    await opened.page.reload();
    await expectVisible(opened.page.locator(".loading"));
    await expectFineInEveryView(opened, "loading");
  });

  it("the error state is accessible", async () => {
    const opened = await world.open("+is+no+name");
    opened.allow(/400 \(Bad Request\)|EventSource/);
    await expectVisible(opened.page.getByRole("alert").getByRole("button", { name: "Try again" }));
    await expectFineInEveryView(opened, "error");
  });

  it("the help is accessible", async () => {
    await fill();
    const opened = await world.open();
    await opened.page.getByRole("button", { name: "Help and keys" }).click();
    await expectVisible(opened.page.getByRole("dialog"));
    await expectFineInEveryView(opened, "help");
  });

  it("the question before a reset is accessible", async () => {
    await fill();
    const opened = await world.open("&pane=controls&panel=reset");
    await opened.page.getByRole("button", { name: `Reset ${world.namespace()}` }).click();
    await expectVisible(opened.page.getByRole("dialog"));
    await expectFineInEveryView(opened, "reset-confirmation");
  });
});

describe("a stub that goes and comes back", () => {
  it("is told and found again", async () => {
    const first = await startStub();
    const opened = await openPage(world.browser(), `${first.url}/`);
    const { page, allow, expectQuiet } = opened;
    allow(
      /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_SOCKET_NOT_CONNECTED|ERR_NETWORK/,
    );
    try {
      await apiOf(first.url).send(push("before", { title: "Before the restart" }));
      await expectVisible(page.getByText("Before the restart"));
    } finally {
      await first.stop();
    }
    await expectVisible(page.getByRole("alert").getByText("The stub does not answer."));
    await expect(page.getByText("Before the restart").isVisible()).resolves.toBe(true);
    await expectFineInEveryView(opened, "disconnected");

    const second = await startStub(first.port);
    try {
      await expectVisible(page.getByText("Live", { exact: true }));
      await apiOf(second.url).send(push("after", { title: "After the restart" }));
      await expectVisible(page.locator(".message-title", { hasText: "After the restart" }));
      await expect(page.getByText("Before the restart").count()).resolves.toBe(0);
      await page.context().close();
    } finally {
      await second.stop();
    }
    expectQuiet();
  });
});

describe("the colours", () => {
  it("follow the system until one is chosen, which is kept", async () => {
    const { page } = await world.open("", { scheme: "dark" });
    const paper = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await paper();
    await page.getByRole("button", { name: /^Colours: as the system/ }).click();
    await expectVisible(page.getByRole("button", { name: /^Colours: light/ }));
    const light = await paper();
    expect(light).not.toBe(dark);
    await page.reload();
    await page.getByRole("button", { name: /^Colours: light/ }).click();
    await expect.poll(paper).toBe(dark);
    await page.emulateMedia({ colorScheme: "light" });
    await expect(paper()).resolves.toBe(dark);
  });
});
