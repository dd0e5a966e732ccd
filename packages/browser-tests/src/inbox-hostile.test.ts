import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { samples } from "./api.ts";
import { expectVisible } from "./expect-visible.ts";
import { inboxWorld } from "./inbox-world.ts";

const world = inboxWorld();

const texts = {
  script: `<img src=x onerror="window.wasHit=1"><script>window.wasHit=1</script>"'</b>&lt;`,
  bidi: "\u202Egnihtemos\u2066 \u2067 \u202D\u200F end",
  zalgo: `z${"\u0315\u031B\u0340\u0489\u0316".repeat(60)}algo`,
} as const;

const cut = (text: string, length: number): string => Array.from(text).slice(0, length).join("");

// The fields that state the rule refuse @, # and ?; these texts have none of them.
const hostile = (text: string, requestId: string): Readonly<Record<string, unknown>> => ({
  ...samples.inbox,
  appId: cut(text, 32),
  authClientId: cut(text, 128),
  templateCode: cut(text, 64),
  requestId,
  extendInfo: text,
  templates: [
    {
      language: text,
      templateParameters: {
        headerLink: text,
        bodyUrl: `https://region.demo.com/${text}`,
        firstLinkName: text,
        firstLinkUrl: `javascript:${text}`,
        customTitle: text,
        customContent: text,
        [text]: text,
      },
    },
  ],
});

const wasHit = (page: Page): Promise<boolean> => page.evaluate(() => "wasHit" in window);

const openEverything = async (page: Page): Promise<void> => {
  await page.locator(".intent-row").first().click();
  for (const summary of await page.locator(".wire summary").all()) await summary.click();
};

describe.each(Object.entries(texts))("a hostile text (%s)", (_, text) => {
  it("stays text in every field of a message and of its attempt", async () => {
    const api = world.api();
    await api.send(hostile(text, cut(text, 64)), { "client-id": "client-of-the-test" });
    await api.send({
      ...samples.push,
      requestId: "push",
      templates: [{ templateParameters: { pushContentUrl: text, customTitle: text, customContent: text } }],
    });
    await api.send({ ...samples.sms, requestId: "sms", templates: [{ templateParameters: { customContent: text } }] });
    await api.send({ ...hostile(text, "refused"), appId: `${text}@` });
    const { page, expectAccessible } = await world.open();
    await expectVisible(page.locator(".card"));
    await expect(page.locator(".card .message-title").textContent()).resolves.toBe(text);
    await expect(page.locator(".banner .message-text").textContent()).resolves.toBe(text);
    await expect(page.locator(".bubble").textContent()).resolves.toBe(text);
    await openEverything(page);
    await expectVisible(page.locator(".wire[open] pre").first());
    await page.locator(".intent-row").last().click();
    await expectVisible(page.getByRole("heading", { name: "Delivered: the user has it" }));
    await expect(page.locator("#page img, #page script, #page b").count()).resolves.toBe(0);
    await expect(wasHit(page)).resolves.toBe(false);
    await expectAccessible();
  });

  it("stays text in the configuration, in faults and in the user's name", async () => {
    const api = world.api();
    const customerId = cut(text, 32);
    await api.control("PUT", "config", {
      users: [{ accessToken: "token", customerId, customerBelongsTo: "GCASH", status: "ACTIVE" }],
      templates: [
        {
          templateCode: "T",
          channel: "PUSH",
          contents: { "en-US": { title: text, body: `${text} \${who}`, link: text } },
        },
      ],
    });
    await api.control("POST", "faults", { requestId: cut(text, 256), effect: { latency: 1 } });
    await api.send({
      ...samples.push,
      accessToken: "token",
      requestId: "seeded",
      templateCode: "T",
      templates: [{ language: "en-US", templateParameters: { who: text } }],
    });
    const { page } = await world.open("&panel=faults");
    await expectVisible(page.locator(".fault-when"));
    await expect(page.locator(".phone-user").textContent()).resolves.toBe(customerId);
    await expect(page.locator(".banner .message-text").textContent()).resolves.toBe(`${text} ${text}`);
    await page.getByRole("tab", { name: "Seeds" }).click();
    await expect.poll(() => page.getByLabel("Configuration").inputValue()).toContain("templates");
    await openEverything(page);
    await expect(page.locator("#page img, #page script").count()).resolves.toBe(0);
    await expect(wasHit(page)).resolves.toBe(false);
  });

  it("stays text in the address of the page", async () => {
    await world.api().send({ ...samples.sms, requestId: "any" });
    const { page } = await world.open(
      `&q=${encodeURIComponent(text)}&intent=${encodeURIComponent(text)}&panel=${encodeURIComponent(text)}`,
    );
    await expectVisible(page.getByText("No message matches."));
    await expect(page.getByRole("searchbox").inputValue()).resolves.toBe(text);
    await expect(wasHit(page)).resolves.toBe(false);
  });
});

describe("a hostile text", () => {
  it("cannot turn its surroundings around", async () => {
    await world.api().send({
      ...samples.push,
      requestId: "bidi",
      templates: [{ templateParameters: { pushContentUrl: "", customTitle: texts.bidi, customContent: texts.bidi } }],
    });
    const { page } = await world.open();
    const title = page.locator(".message-title .outside");
    await expectVisible(title);
    await expect(title.evaluate((element) => getComputedStyle(element).unicodeBidi)).resolves.toBe("isolate");
    const row = await page.locator(".intent-row").first().boundingBox();
    const code = await page.locator(".intent-code").first().boundingBox();
    const id = await page.locator(".intent-id").first().boundingBox();
    for (const part of [id, code]) {
      expect(part?.x).toBeGreaterThan(row?.x ?? 0);
      expect(part?.x).toBeLessThan((row?.x ?? 0) + (row?.width ?? 0));
    }
  });

  it("cannot draw over its neighbours", async () => {
    await world.api().send({
      ...samples.push,
      requestId: "zalgo",
      templates: [{ templateParameters: { pushContentUrl: "", customTitle: texts.zalgo, customContent: texts.zalgo } }],
    });
    const { page, screenshot } = await world.open();
    const title = page.locator(".message-title");
    await expectVisible(title);
    const drawn = await title.evaluate((element) => ({
      height: element.getBoundingClientRect().height,
      overflow: getComputedStyle(element).overflowY,
    }));
    expect(drawn.overflow).toMatch(/hidden|clip/);
    expect(drawn.height % 20).toBe(0);
    expect(drawn.height).toBeLessThanOrEqual(60);
    await screenshot("hostile-zalgo");
  });
});
