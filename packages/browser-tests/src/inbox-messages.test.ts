import { describe, expect, it } from "vitest";
import { push, samples, sms } from "./api.ts";
import { expectGone, expectVisible } from "./expect-visible.ts";
import { inboxWorld } from "./inbox-world.ts";

const world = inboxWorld();

describe("the phones", () => {
  it("show the documented samples as push banner, text message and inbox card", async () => {
    const api = world.api();
    await api.send({ ...samples.push, requestId: "push" });
    await api.send({ ...samples.sms, requestId: "sms" });
    await api.send({ ...samples.inbox, requestId: "inbox" });
    const { page } = await world.open();
    const phone = page.getByRole("region", { name: /^GCash, user/ });
    await expectVisible(phone);
    await expect(phone.locator(".banner .message-title").textContent()).resolves.toBe("test title");
    await expect(phone.locator(".bubble").textContent()).resolves.toBe("test content");
    await expect(phone.locator(".card .message-text").textContent()).resolves.toBe("test content");
    await expect(page.getByText("1 phone, 3 messages").isVisible()).resolves.toBe(true);
  });

  it("stand apart by super app and user", async () => {
    const api = world.api();
    await api.send({ ...push("a"), customerBelongsTo: "TNG" });
    await api.send({ ...push("b"), customerBelongsTo: "DANA" });
    await api.send({ ...push("c"), customerBelongsTo: "DANA", accessToken: "another-user" });
    await api.sendInbox(samples.legacy);
    const { page } = await world.open();
    await expectVisible(page.getByText("4 phones, 4 messages"));
    await expect(page.getByRole("region", { name: /^Dana, user/ }).count()).resolves.toBe(2);
    await expect(page.getByRole("region", { name: /^Touch 'n Go, user/ }).count()).resolves.toBe(1);
  });

  it("show a message that is sent now, without a reload", async () => {
    const { page } = await world.open();
    await expectVisible(page.getByRole("heading", { name: "Waiting for the first message" }));
    await expectVisible(page.getByText("Live"));
    await world.api().send(push("live", { title: "Here at once" }));
    await expectVisible(page.getByText("Here at once"));
    await world.api().send(sms("live-2", "And another"));
    await expectVisible(page.locator(".bubble", { hasText: "And another" }));
    await expectVisible(page.getByText("2 intents, 2 attempts, 2 delivered"));
  });

  it("have a screen for each channel", async () => {
    const api = world.api();
    await api.send(push("p"));
    await api.send(sms("s1", "first"));
    await api.send(sms("s2", "second"));
    const { page } = await world.open();
    await page.getByRole("tab", { name: "SMS 2" }).click();
    const texts = page.locator(".bubble");
    await expectGone(page.locator(".banner"));
    await expect(texts.allTextContents()).resolves.toEqual(["first", "second"]);
    await page.keyboard.press("ArrowRight");
    await expectVisible(page.getByText("Nothing on this channel yet."));
    await page.keyboard.press("Home");
    await expectVisible(page.locator(".banner"));
  });

  it("open http and https links apart from the page, and show other addresses as text", async () => {
    const api = world.api();
    await api.send(push("safe", { link: "https://region.demo.com/a" }));
    await api.send(push("script", { link: "javascript:alert(1)" }));
    await api.send(push("data", { link: "data:text/html,hello" }));
    await api.send(sms("prose", "See https://region.demo.com/t/1 or javascript:alert(1)"));
    const { page } = await world.open();
    await expectVisible(page.getByText("1 phone, 4 messages"));
    const links = await page
      .locator(".message a")
      .evaluateAll((all) =>
        all.map((link) => [link.getAttribute("href"), link.getAttribute("rel"), link.getAttribute("target")]),
      );
    expect(links.toSorted(([one], [other]) => String(one).localeCompare(String(other)))).toEqual([
      ["https://region.demo.com/a", "noopener noreferrer", "_blank"],
      ["https://region.demo.com/t/1", "noopener noreferrer", "_blank"],
    ]);
    await expect(page.locator(".no-link").allTextContents()).resolves.toEqual([
      "data:text/html,hello",
      "javascript:alert(1)",
    ]);
  });

  it("lead to the journal and back", async () => {
    await world.api().send(push("linked"));
    await world.api().send(push("other", { title: "Other" }));
    const { page } = await world.open();
    await page.locator(".message", { hasText: "test title" }).getByRole("button").click();
    await expectVisible(page.getByRole("button", { name: /linked/, expanded: true }));
    expect(new URL(page.url()).searchParams.get("intent")).toBe("sendMessage linked");
    await page.getByRole("button", { name: /other/, expanded: false }).click();
    await expectVisible(page.locator(".message-open", { hasText: "Other" }));
    await page.goBack();
    await expectVisible(page.locator(".message-open", { hasText: "test title" }));
  });
});

describe("search and filters", () => {
  it("live in the address of the page", async () => {
    const api = world.api();
    await api.send(push("find-me", { title: "Needle" }));
    await api.send(sms("hay", "straw"));
    await api.send({ ...sms("away", "far"), customerBelongsTo: "TNG" });
    await api.send({ ...sms("refused"), accessToken: "stub-USER_NOT_SUBSCRIBED" });
    const { page } = await world.open();
    await expectVisible(page.getByText("4 intents, 4 attempts, 3 delivered, 1 rejected"));

    await page.getByRole("searchbox").fill("needle");
    await expectVisible(page.getByText("1 phone, 1 message", { exact: true }));
    await expectVisible(page.getByText("1 intent, 1 attempt, 1 delivered", { exact: true }).first());
    expect(new URL(page.url()).searchParams.get("q")).toBe("needle");
    await page.reload();
    await expectVisible(page.getByText("1 phone, 1 message", { exact: true }));
    await expect(page.getByRole("searchbox").inputValue()).resolves.toBe("needle");

    await page.getByRole("button", { name: "Clear", exact: true }).click();
    await page.getByLabel("Channel").selectOption("SMS");
    await expectVisible(page.getByText("3 phones, 2 messages"));
    await page.getByLabel("Super app").selectOption("TNG");
    await expectVisible(page.getByText("1 phone, 1 message", { exact: true }));
    await page.getByLabel("Operation").selectOption("sendInbox");
    await expectVisible(page.getByText("No message matches."));
    await page.getByRole("button", { name: "Clear search and filters" }).first().click();

    await page.getByRole("radio", { name: "Rejected" }).check({ force: true });
    await expectVisible(page.getByText("1 intent, 1 attempt, 1 rejected", { exact: true }).first());
    expect(new URL(page.url()).searchParams.get("outcome")).toBe("rejected");
  });
});
