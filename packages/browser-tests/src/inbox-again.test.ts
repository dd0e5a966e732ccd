import { describe, expect, it } from "vitest";
import { push, samples, sms } from "./api.ts";
import { expectGone, expectVisible } from "./expect-visible.ts";
import { inboxWorld } from "./inbox-world.ts";
import { makeClientKey, signedHeaders } from "./signed-request.ts";

const world = inboxWorld();

const SEEDS = {
  apps: [{ appId: "APP_PLAIN" }, { appId: "APP_1", features: ["Send_Message"] }],
  templates: [
    {
      templateCode: "TP_SMS",
      channel: "SMS",
      contents: { "en-US": { body: "Order ${order} for ${who} left the shop." } },
    },
    {
      templateCode: "TP_PUSH",
      channel: "PUSH",
      contents: { "en-US": { title: "Hello ${who}", body: "Come and see", link: "${where}" } },
    },
    { templateCode: "TP_INBOX", channel: "INBOX", contents: { "en-US": { title: "Card", body: "For ${who}" } } },
  ],
  users: [
    { accessToken: "token-locked-0001", customerBelongsTo: "GCASH", customerId: "2088001", status: "LOCKED" },
    {
      accessToken: "token-active-0002",
      customerBelongsTo: "TNG",
      customerId: "2088002",
      status: "ACTIVE",
      subscriptions: ["PUSH", "INBOX"],
    },
  ],
} as const;

const forUser = (requestId: string, accessToken: string, customerBelongsTo: string) => ({
  ...samples.push,
  requestId,
  accessToken,
  customerBelongsTo,
  appId: "APP_1",
  authClientId: "AUTH_2",
  templateCode: "TP_PUSH",
  templates: [{ language: "en-US", templateParameters: { who: "Ana", where: "https://example.com/a" } }],
});

describe("the form that sends, in a seeded namespace", () => {
  it("is filled from the seeds: open, Send, S", async () => {
    await world.api().control("PUT", "config", SEEDS);
    const { page, expectAccessible, screenshot } = await world.open("&panel=send");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await expectVisible(page.locator(".answer").getByText("SUCCESS", { exact: true }));
    await expectVisible(page.locator(".phone", { hasText: "2088002" }).locator(".banner"));
    await expectAccessible();
    await screenshot("send-seeded");
  });

  it("sends at the second operation as well, and by keyboard", async () => {
    await world.api().control("PUT", "config", SEEDS);
    const { page } = await world.open("&panel=send");
    await page.getByRole("radio", { name: "message/send" }).focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => page.getByLabel("Request body").inputValue()).toContain("TP_INBOX");
    await page.getByLabel("Request body").focus();
    await page.getByRole("button", { name: "Send", exact: true }).press("Enter");
    await expectVisible(page.locator(".answer").getByText("SUCCESS", { exact: true }));
  });

  it("has user, template and variables as fields", async () => {
    await world.api().control("PUT", "config", SEEDS);
    const { page } = await world.open("&panel=send");
    await page.getByLabel("who", { exact: true }).fill("Bea");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await expectVisible(page.locator(".message-title", { hasText: "Hello Bea" }));
    await page.locator("#controls").getByLabel("User").selectOption({ label: "GCash, 2088001 (locked)" });
    await page.locator("#controls").getByLabel("Template").selectOption({ label: "TP_SMS, SMS" });
    await expectVisible(page.getByLabel("order", { exact: true }));
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await expectVisible(page.locator(".answer.reason-F"));
    await expectVisible(page.locator(".ghost"));
  });
});

describe("an attempt", () => {
  it("is sent again as a retry, with the user's token that the page never saw", async () => {
    await world.api().control("PUT", "config", SEEDS);
    await world.api().send(forUser("again-1", "token-active-0002", "TNG"));
    const { page } = await world.open("&intent=sendMessage+again-1");
    await page.getByRole("button", { name: "Send again" }).click();
    await expectVisible(page.getByText("1 intent, 2 attempts, 1 delivered").first());
    await expectVisible(page.locator(".attempt-open .tag", { hasText: "replay" }));
    await page.getByRole("button", { name: "Send again" }).press("Enter");
    await expectVisible(page.getByText("1 intent, 3 attempts, 1 delivered").first());
  });

  it("of a locked user succeeds when it is sent again after the mend", async () => {
    await world.api().control("PUT", "config", SEEDS);
    await world.api().send(forUser("mended", "token-locked-0001", "GCASH"));
    const { page } = await world.open("&intent=sendMessage+mended");
    await expectVisible(page.locator(".ghost"));
    const users = SEEDS.users.map((user) => ({ ...user, status: "ACTIVE", authClientId: "AUTH_2" }));
    await world.api().control("PUT", "config", { ...SEEDS, users });
    await page.getByRole("button", { name: "Send again" }).click();
    await expectVisible(page.locator(".phone", { hasText: "2088001" }).locator(".banner"));
    await expectGone(page.locator(".ghost"));
  });

  it("reaches the same phone in a namespace without seeds", async () => {
    await world.api().send(sms("plain", "To be continued"));
    const { page } = await world.open("&intent=sendMessage+plain");
    const user = await page.locator(".phone-user").textContent();
    await page.getByRole("button", { name: "Edit and send" }).click();
    const body = page.getByLabel("Request body");
    await expect.poll(() => body.inputValue()).toContain("To be continued");
    await expect(body.inputValue()).resolves.not.toContain('"plain"');
    await page.getByLabel("customContent").fill("Edited by hand");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await expectVisible(page.locator(".bubble", { hasText: "Edited by hand" }));
    await expect(page.locator(".phone-user").allTextContents()).resolves.toEqual([user]);
  });

  it("that asked for its result by a trigger asks again", async () => {
    await world.api().send({ ...push("trigger"), accessToken: "stub-USER_NOT_SUBSCRIBED" });
    const { page } = await world.open("&intent=sendMessage+trigger");
    await page.getByRole("button", { name: "Send again" }).click();
    await expectVisible(page.getByText("Sent again: F USER_NOT_SUBSCRIBED."));
  });
});

describe("a namespace that demands signatures", () => {
  it("gets a test key of the page, which signs what is sent and sent again", async () => {
    const key = makeClientKey();
    const clients = [{ clientId: "CLIENT_9", keys: [{ keyVersion: "1", publicKey: key.publicKey }] }];
    await world.api().control("PUT", "config", { clients, policies: { signature: "required" } });
    const body = push("signed-once", { title: "Signed" });
    const signed = signedHeaders(key, {
      clientId: "CLIENT_9",
      path: world.api().operationPath,
      body: JSON.stringify(body),
    });
    expect((await world.api().send(body, signed)).result.resultCode).toBe("SUCCESS");
    const { page, expectAccessible } = await world.open("&intent=sendMessage+signed-once");
    await page.getByRole("button", { name: "Send again" }).click();
    const offer = page.locator(".key-offer");
    await expectVisible(offer.getByText("CLIENT_9"));
    await expectAccessible();
    await offer.getByRole("button", { name: "Make a test key" }).press("Enter");
    await expectVisible(page.locator(".attempt-open .tag", { hasText: "replay" }));
    await expect(world.api().control("GET", "config")).resolves.toMatchObject({
      clients: [{ clientId: "CLIENT_9", keys: [{}, { keyVersion: "1" }] }],
    });
    await page.reload();
    await page.getByRole("button", { name: "Edit and send" }).click();
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await expectVisible(page.locator(".answer").getByText("SUCCESS", { exact: true }));
    await expect(world.api().send(push("signed-later"), signed)).resolves.toMatchObject({
      result: { resultCode: "INVALID_SIGNATURE" },
    });
  });

  it("of nobody in particular takes what the page signs", async () => {
    await world.api().control("PUT", "config", { policies: { signature: "required" } });
    const { page } = await world.open("&panel=send");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await expectVisible(page.locator(".answer").getByText("SUCCESS", { exact: true }));
    await expect(world.api().control("GET", "config")).resolves.toMatchObject({ clients: [] });
  });
});
