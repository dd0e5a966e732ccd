import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { push, samples } from "./api.ts";
import { expectVisible } from "./expect-visible.ts";
import { inboxWorld } from "./inbox-world.ts";
import { makeClientKey, signedHeaders } from "./signed-request.ts";

const world = inboxWorld();

const row = (page: Page, requestId: string): Locator => page.locator(".intent-row", { hasText: requestId });

const clipboard = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());

describe("the journal", () => {
  it("has one row per intent, with its attempts and deliveries", async () => {
    const api = world.api();
    await api.control("POST", "faults", { times: 1, effect: { result: "UNKNOWN_EXCEPTION" } });
    await api.send(push("order-1"));
    await api.send(push("order-1"));
    await api.send(push("order-1"));
    const { page } = await world.open();
    await expectVisible(row(page, "order-1").getByText("1 intent, 3 attempts, 1 delivered"));
    await expect(row(page, "order-1").locator(".trail").textContent()).resolves.toBe("USS");
    await row(page, "order-1").click();
    const attempts = page.locator(".attempt-row");
    await expect(attempts.count()).resolves.toBe(3);
    await expectVisible(attempts.nth(2).getByText("replay"));
    await expectVisible(page.getByRole("heading", { name: /^Delivered: sent before/ }));
    await expectVisible(page.getByText(/must return the same messageId/));
    await attempts.nth(0).click();
    await expectVisible(page.getByRole("heading", { name: /^Unknown: / }));
  });

  it("shows the verdict of each step, and the statement behind a rejection", async () => {
    await world.api().send(push("x".repeat(65)));
    const { page } = await world.open();
    await row(page, "xxx").click();
    await expectVisible(page.getByRole("heading", { name: /^Rejected: requestId/ }));
    const verdicts = page.locator(".verdict");
    await expect(verdicts.count()).resolves.toBe(13);
    await expect(page.locator(".verdict-failed .verdict-step").textContent()).resolves.toBe("Parameters");
    await expect(page.locator(".verdict-skipped").count()).resolves.toBeGreaterThan(5);
    const quote = page.locator(".reason blockquote");
    await expect(quote.textContent()).resolves.toContain("Maximum length: 64 characters");
    await expect(quote.textContent()).resolves.toMatch(/MS-\d{3}/);
  });

  it("says what to do about a code", async () => {
    await world.api().send({ ...push("no-template"), accessToken: "stub-TEMPLATE_NOT_EXIST" });
    const { page } = await world.open();
    await row(page, "no-template").click();
    await expectVisible(page.getByText(/^What to do: send another access token/));
  });

  it("marks an answer that the sender never got", async () => {
    const api = world.api();
    await api.control("POST", "faults", { times: 1, effect: { lostResponse: true } });
    await api.sendIntoTheVoid(push("lost"));
    await api.send(push("lost"));
    const { page } = await world.open();
    await row(page, "lost").click();
    await expectVisible(page.locator(".attempt-row").nth(0).getByText("answer lost"));
    await expectVisible(page.getByText("1 intent, 2 attempts, 1 delivered").first());
  });

  it("diagnoses a signature to the first differing byte", async () => {
    const api = world.api();
    const key = makeClientKey();
    await api.control("PUT", "config", {
      clients: [{ clientId: "demo-client", keys: [{ keyVersion: "1", publicKey: key.publicKey }] }],
    });
    const body = push("signed-wrongly");
    const headers = signedHeaders(key, {
      clientId: "demo-client",
      path: api.operationPath,
      body: JSON.stringify(body, null, 2),
    });
    const answer = await api.send(body, headers);
    expect(answer.result.resultCode).toBe("INVALID_SIGNATURE");
    const { page, screenshot, expectAccessible } = await world.open();
    await page.locator(".intent-row").first().click();
    await expectVisible(page.getByRole("heading", { name: /^Rejected: / }));
    const signature = page.locator(".signature");
    await expectVisible(signature.getByText("Not verified"));
    await expectVisible(signature.getByText("First differing byte"));
    await expect(signature.textContent()).resolves.toMatch(/of the string to sign: byte \d+ of the body/);
    await expectAccessible();
    await screenshot("journal-signature");
  });

  it("shows request and response with secrets masked", async () => {
    await world.api().send({ ...push("masked"), accessToken: "very-secret-token-0123456789" });
    const { page } = await world.open();
    await row(page, "masked").click();
    await page.locator(".wire summary", { hasText: "Request" }).click();
    await page.locator(".wire summary", { hasText: "Response" }).click();
    await expectVisible(page.getByLabel("Request", { exact: true }).getByText('"requestId": "masked"'));
    await expectVisible(page.getByLabel("Response", { exact: true }).getByText('"resultCode": "SUCCESS"'));
    await expect(page.locator("body").textContent()).resolves.not.toContain("very-secret-token-0123456789");
  });

  it("copies an attempt as curl and an intent as contract case", async () => {
    const api = world.api();
    await api.send(push("it's"));
    const { page } = await world.open();
    await row(page, "it's").click();
    await page.getByRole("button", { name: "Copy as curl" }).click();
    await expectVisible(page.getByText("Copied the curl command."));
    const curl = await clipboard(page);
    expect(curl).toContain(`curl -X POST '${world.stub().url}${api.operationPath}'`);
    expect(curl).toContain(`"requestId":"it'\\''s"`);
    expect(curl).toContain(`"accessToken":"'"$ACCESS_TOKEN"'"`);
    await page.getByRole("button", { name: "Copy as contract case" }).click();
    await expectVisible(page.getByText("Copied the contract case."));
    const contractCase = await clipboard(page);
    expect(contractCase).toContain("serverCase(");
    expect(contractCase).toContain('expectCode(answer1, "SUCCESS");');
    expect(contractCase).not.toContain(String(samples.push["accessToken"]));
  });

  it("opens at an address that names an intent", async () => {
    await world.api().send(push("direct"));
    const { page } = await world.open("&intent=sendMessage+direct");
    await expectVisible(page.getByRole("heading", { name: "Delivered: the user has it" }));
  });
});
