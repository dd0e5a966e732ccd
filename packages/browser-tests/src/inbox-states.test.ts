import { describe, expect, it } from "vitest";
import { push, samples } from "./api.ts";
import { expectVisible } from "./expect-visible.ts";
import { inboxWorld } from "./inbox-world.ts";
import { startStub } from "./running-stub.ts";
import { openPage, type Scheme } from "./watched-page.ts";

const world = inboxWorld();

const sizes = [
  { name: "wide", width: 1600, height: 900 },
  { name: "desk", width: 1200, height: 800 },
  { name: "phone", width: 390, height: 844 },
] as const;

const schemes: readonly Scheme[] = ["light", "dark"];

const views = sizes.flatMap((size) => schemes.map((scheme) => ({ ...size, scheme })));

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

describe.each(views)("at $width × $height, $scheme", (view) => {
  const named = (state: string): string => `${state}-${view.name}-${view.scheme}`;

  it("messages and journal are accessible", async () => {
    await fill();
    const { page, expectAccessible, screenshot } = await world.open("&intent=sendMessage+order-1", view);
    await expectVisible(page.locator(view.name === "phone" ? ".phone" : ".attempt-view").first());
    await expectAccessible();
    await screenshot(named("messages"));
  });

  it("the journal alone is accessible", async () => {
    await fill();
    const { page, expectAccessible, screenshot } = await world.open("&pane=journal&intent=sendMessage+order-1", view);
    await expectVisible(page.locator(".attempt-view"));
    await expectAccessible();
    await screenshot(named("journal"));
  });

  it.each(["send", "faults", "policies", "clock", "seeds", "reset"])(
    "the controls (%s) are accessible",
    async (panel) => {
      await fill();
      const { page, expectAccessible, screenshot } = await world.open(`&pane=controls&panel=${panel}`, view);
      await expectVisible(page.locator(".panel-form").first());
      await expectAccessible();
      await screenshot(named(`controls-${panel}`));
    },
  );

  it("the empty state is accessible", async () => {
    const { page, expectAccessible, screenshot } = await world.open("", view);
    await expectVisible(page.getByRole("heading", { name: "Waiting for the first message" }));
    await expectAccessible();
    await screenshot(named("empty"));
  });

  it("a search without a match is accessible", async () => {
    await fill();
    const { page, expectAccessible, screenshot } = await world.open("&q=nothing+like+it", view);
    await expectVisible(page.getByText("No message matches."));
    await expectAccessible();
    await screenshot(named("no-match"));
  });

  it("the loading state is accessible", async () => {
    const { page, expectAccessible, screenshot } = await world.open("", view);
    await expectVisible(page.getByText("Live"));
    await page.route(/\/messages\?/, () => undefined);
    await page.reload();
    await expectVisible(page.locator(".loading"));
    await expectAccessible();
    await screenshot(named("loading"));
  });

  it("the error state is accessible", async () => {
    const { page, expectAccessible, screenshot, allow } = await world.open("+is+no+name", view);
    allow(/400 \(Bad Request\)|EventSource/);
    await expectVisible(page.getByRole("alert").getByRole("button", { name: "Try again" }));
    await expectAccessible();
    await screenshot(named("error"));
  });

  it("help and confirmation are accessible", async () => {
    await fill();
    const { page, expectAccessible, screenshot } = await world.open("&pane=controls&panel=reset", view);
    await page.getByRole("button", { name: "Help and keys" }).click();
    await expectVisible(page.getByRole("dialog"));
    await expectAccessible();
    await screenshot(named("help"));
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: `Reset ${world.namespace()}` }).click();
    await expectVisible(page.getByRole("dialog"));
    await expectAccessible();
    await screenshot(named("reset-confirmation"));
  });
});

describe("a stub that goes and comes back", () => {
  it.each(schemes)("is told and found again (%s)", async (scheme) => {
    const first = await startStub();
    const opened = await openPage(world.browser(), `${first.url}/`, { scheme });
    const { page, allow, expectQuiet, expectAccessible, screenshot } = opened;
    allow(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE/);
    const { apiOf } = await import("./api.ts");
    await apiOf(first.url).send(push("before", { title: "Before the restart" }));
    await expectVisible(page.getByText("Before the restart"));
    await first.stop();
    await expectVisible(page.getByRole("alert").getByText("The stub does not answer."));
    await expect(page.getByText("Before the restart").isVisible()).resolves.toBe(true);
    await expectAccessible();
    await screenshot(`disconnected-${scheme}`);

    const second = await startStub(first.port);
    await expectVisible(page.getByText("Live"), { timeout: 20_000 });
    await apiOf(second.url).send(push("after", { title: "After the restart" }));
    await expectVisible(page.getByText("After the restart"));
    await expect(page.getByText("Before the restart").count()).resolves.toBe(0);
    await page.context().close();
    await second.stop();
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
