import { describe, expect, it } from "vitest";
import { push } from "./api.ts";
import { expectGone, expectVisible } from "./expect-visible.ts";
import { inboxWorld } from "./inbox-world.ts";

const world = inboxWorld();

describe("the form that sends", () => {
  it.each([
    ["Push", ".banner"],
    ["SMS", ".bubble"],
    ["Inbox", ".card"],
    ["sendInbox", ".card"],
  ])("sends the %s sample, which shows on the phone", async (name, shown) => {
    const { page } = await world.open("&panel=send");
    await page.getByRole("radio", { name, exact: true }).check({ force: true });
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await expectVisible(page.locator(".answer").getByText("SUCCESS", { exact: true }));
    await expectVisible(page.locator(shown));
    await page.getByRole("button", { name: "Show in the journal" }).click();
    await expectVisible(page.locator(".intent-row[aria-expanded=true]"));
  });

  it("replays when the requestId is kept, and takes what was edited", async () => {
    const { page } = await world.open("&panel=send");
    const body = page.getByLabel("Request body");
    await expect.poll(() => body.inputValue()).toContain("test title");
    await body.fill((await body.inputValue()).replace("test title", "Edited by hand"));
    await page.getByLabel("Keep the requestId, to see a replay").check();
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await expectVisible(page.locator(".message-title", { hasText: "Edited by hand" }));
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await expectVisible(page.getByText("1 intent, 2 attempts, 1 delivered").first());
  });
});

describe("faults", () => {
  it("are planned at a click, used up by a request, and removed", async () => {
    const { page } = await world.open("&panel=faults");
    await expectVisible(page.getByText("Nothing: every request takes its normal course."));
    await page.getByRole("button", { name: "Next one unknown" }).click();
    const fault = page.locator(".fault", { hasText: "Answer UNKNOWN_EXCEPTION" });
    await expectVisible(fault.getByText("0 of 1"));
    const answer = await world.api().send(push("faulty"));
    expect(answer.result.resultCode).toBe("UNKNOWN_EXCEPTION");
    await expectVisible(fault.getByText("used up, 1 of 1"));
    await page.getByRole("button", { name: "Remove: Answer UNKNOWN_EXCEPTION" }).click();
    await expectVisible(page.getByText("Nothing: every request takes its normal course."));
  });

  it("are planned in detail", async () => {
    const { page } = await world.open("&panel=faults");
    await page.getByLabel("What happens").selectOption("latency");
    await page.getByLabel("Milliseconds").fill("10");
    await page.getByLabel("Operation").last().selectOption("sendMessage");
    await page.getByLabel("requestId").fill("slow-*");
    await page.getByLabel("Times").fill("");
    await page.getByLabel("Probability").fill("0.5");
    await page.getByLabel("Seed").fill("7");
    await page.getByRole("button", { name: "Plan it" }).click();
    await expectVisible(page.locator(".fault", { hasText: "Answer 10 ms late" }));
    await expect(world.api().control("GET", "faults")).resolves.toMatchObject({
      faults: [{ operation: "sendMessage", requestId: "slow-*", probability: 0.5, seed: 7, effect: { latency: 10 } }],
    });
    await page.getByRole("button", { name: "Remove all" }).click();
    await expectVisible(page.getByText("Nothing: every request takes its normal course."));
  });

  it("that are illegal are refused with field and rule", async () => {
    const { page, allow } = await world.open("&panel=faults");
    allow(/400 \(Bad Request\)/);
    await page.getByLabel("Times").fill("0");
    await page.getByRole("button", { name: "Plan it" }).click();
    await expectVisible(page.getByRole("alert").getByText("times").first());
  });
});

describe("policies", () => {
  it("change at a choice", async () => {
    const { page } = await world.open("&panel=policies");
    await page.getByLabel("Request signature").selectOption("required");
    await expectVisible(page.getByText("Policy changed."));
    const answer = await world.api().send(push("unsigned"));
    expect(answer.result.resultCode).toBe("INVALID_SIGNATURE");
    await page.getByLabel("Stored results are kept for").fill("P1D");
    await page.keyboard.press("Tab");
    await expect
      .poll(() => world.api().control("GET", "config"))
      .toMatchObject({ policies: { signature: "required", idempotencyRetention: "P1D" } });
  });

  it("switch an operation off", async () => {
    const { page } = await world.open("&panel=policies");
    await page.getByLabel("message/send", { exact: true }).check();
    await expectVisible(page.getByText("Policy changed."));
    const answer = await world.api().send(push("inactive"));
    expect(answer.result.resultCode).toBe("INVALID_API");
  });

  it("that are illegal are refused with field and rule", async () => {
    const { page, allow } = await world.open("&panel=policies");
    allow(/400 \(Bad Request\)/);
    await page.getByLabel("Request-Time tolerance").fill("soon");
    await page.keyboard.press("Tab");
    await expectVisible(page.getByRole("alert").getByText("requestTimeTolerance").first());
  });
});

describe("the virtual clock", () => {
  it("goes forward, and the page says by how much", async () => {
    await world.api().send(push("before"));
    const { page } = await world.open("&panel=clock");
    await expectVisible(page.getByText("In step with the real time"));
    await page.getByRole("button", { name: "1 hour" }).click();
    await expectVisible(page.getByRole("button", { name: "The virtual clock is +1 h" }));
    await page.getByLabel("Another duration").fill("PT30M");
    await page.getByRole("button", { name: "Go forward" }).click();
    await expectVisible(page.getByText(/^1 h 30 min/));
  });

  it("refuses what is no duration", async () => {
    const { page, allow } = await world.open("&panel=clock");
    allow(/400 \(Bad Request\)/);
    await page.getByLabel("Another duration").fill("an hour");
    await page.getByRole("button", { name: "Go forward" }).click();
    await expectVisible(page.getByRole("alert").getByText("advance").first());
  });
});

describe("seeds", () => {
  it("are edited as JSON; broken JSON and illegal values are told apart", async () => {
    const { page, allow } = await world.open("&panel=seeds");
    allow(/400 \(Bad Request\)/);
    const editor = page.getByLabel("Configuration");
    await expect.poll(() => editor.inputValue()).toContain('"policies"');
    await editor.fill('{\n  "apps": [\n}');
    await expectVisible(page.locator("#seeds-fault").getByText("Line 3"));
    await expect(page.getByRole("button", { name: "Save" }).isDisabled()).resolves.toBe(true);

    await editor.fill('{ "policies": { "signature": "sometimes" } }');
    await page.getByRole("button", { name: "Save" }).click();
    await expectVisible(page.getByRole("alert").getByText("policies.signature").first());

    await editor.fill('{ "apps": [{ "appId": "only-this-one" }] }');
    await page.getByRole("button", { name: "Save" }).click();
    await expectVisible(page.getByText("only these 1"));
    const answer = await world.api().send(push("unknown-app"));
    expect(answer.result.resultCode).toBe("ACCESS_DENIED");
  });
});

describe("two people who change the seeds", () => {
  const theirs = { apps: [{ appId: "theirs" }], policies: { signature: "off" } };

  const conflict = async (mine: object) => {
    const opened = await world.open("&panel=seeds");
    const editor = opened.page.getByLabel("Configuration");
    await expect.poll(() => editor.inputValue()).toContain('"policies"');
    await editor.fill(JSON.stringify({ ...JSON.parse(await editor.inputValue()), ...mine }));
    await world.api().control("PUT", "config", theirs);
    await expectVisible(opened.page.getByText("Changed by somebody else"));
    await expect(opened.page.getByRole("button", { name: "Save" }).isDisabled()).resolves.toBe(true);
    return opened;
  };

  it("see each other's changes, and put them together", async () => {
    const { page, expectAccessible, screenshot } = await conflict({ limits: { perUser: { count: 3, window: "P1D" } } });
    await page.getByText("Show their changes").click();
    await expectVisible(page.locator(".conflict li", { hasText: "apps theirs" }));
    await expectAccessible();
    await screenshot("conflict");
    await page.getByRole("button", { name: "Merge" }).press("Enter");
    await expectGone(page.locator(".conflict"));
    await page.getByRole("button", { name: "Save" }).click();
    await expectVisible(page.getByText("Configuration saved."));
    await expect(world.api().control("GET", "config")).resolves.toMatchObject({
      apps: [{ appId: "theirs" }],
      limits: { perUser: { count: 3, window: "P1D" } },
    });
  });

  it("overwrite only when they say so", async () => {
    const { page } = await conflict({ apps: [{ appId: "mine" }] });
    await page.getByRole("button", { name: "Overwrite" }).click();
    await expectVisible(page.getByText("Configuration saved."));
    await expect(world.api().control("GET", "config")).resolves.toMatchObject({ apps: [{ appId: "mine" }] });
  });

  it("lose nothing by a policy that is changed in between", async () => {
    const { page } = await world.open("&panel=policies");
    await expectVisible(page.getByLabel("Request signature"));
    await world.api().control("PUT", "config", { apps: [{ appId: "theirs" }] });
    await page.getByLabel("Request signature").selectOption("off");
    await expectVisible(page.getByText("Policy changed."));
    await expect(world.api().control("GET", "config")).resolves.toMatchObject({
      apps: [{ appId: "theirs" }],
      policies: { signature: "off" },
    });
  });
});

describe("reset and snapshots", () => {
  it("ask before everything goes", async () => {
    await world.api().send(push("gone-soon"));
    const { page } = await world.open("&panel=reset");
    const dialog = page.getByRole("dialog");
    await page.getByRole("button", { name: `Reset ${world.namespace()}` }).click();
    await expectVisible(dialog.getByText(/Every message and attempt goes/));
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await expectVisible(page.getByText("1 phone, 1 message", { exact: true }));
    await page.getByRole("button", { name: `Reset ${world.namespace()}` }).click();
    await dialog.getByRole("button", { name: "Reset" }).click();
    await expectVisible(page.getByRole("heading", { name: "Waiting for the first message" }));
  });

  it("put the state aside and bring it back", async () => {
    await world.api().send(push("kept", { title: "Kept in a snapshot" }));
    const { page } = await world.open("&panel=reset");
    await page.getByRole("button", { name: "Take a snapshot" }).click();
    await expectVisible(page.getByRole("button", { name: "Restore" }));
    await world.api().control("POST", "reset", {});
    await expectVisible(page.getByRole("heading", { name: "Waiting for the first message" }));
    await page.getByRole("button", { name: "Restore" }).click();
    await expectVisible(page.getByText("Kept in a snapshot"));
  });
});

describe("the namespace switcher", () => {
  it("leads to a namespace that exists, and to a new one", async () => {
    await world.api().send(push("here", { title: "In the first namespace" }));
    const { page } = await world.open();
    await expectVisible(page.getByText("In the first namespace"));
    const field = page.getByRole("combobox", { name: "Namespace" });
    await field.fill("brand-new.place");
    await page.getByRole("option", { name: /brand-new\.place/ }).click();
    await expectVisible(page.getByRole("heading", { name: "Waiting for the first message" }));
    expect(new URL(page.url()).searchParams.get("ns")).toBe("brand-new.place");
    await field.fill(world.namespace());
    await page.getByRole("option", { name: new RegExp(`^${world.namespace()}\\d* ?1 messages`) }).click();
    await expectVisible(page.getByText("In the first namespace"));
  });

  it("names what a name may hold", async () => {
    const { page } = await world.open();
    await page.getByRole("combobox", { name: "Namespace" }).fill("no spaces");
    await expectVisible(page.getByText("Letters, digits, dot, underscore and hyphen only"));
  });
});
