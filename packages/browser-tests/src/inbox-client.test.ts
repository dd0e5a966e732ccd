import { expect, it } from "vitest";
import { push } from "./api.ts";
import { expectVisible } from "./expect-visible.ts";
import { inboxWorld } from "./inbox-world.ts";

const world = inboxWorld();

it("says what the traffic tells of the client, and leads to the attempts that show it", async () => {
  const api = world.api();
  await api.send(push("kept", { title: "As it was" }));
  const { page, expectAccessible, screenshot } = await world.open("&panel=client");
  await expectVisible(page.getByText("Nothing to mend"));
  await api.send(push("changed", { title: "One" }));
  await api.send(push("changed", { title: "Another" }));
  const finding = page.locator(".finding").first();
  await expectVisible(finding.getByText("changed", { exact: true }));
  await expectAccessible();
  await screenshot("your-client");
  await finding.getByRole("button", { name: "Attempt 1" }).press("Enter");
  await expectVisible(page.locator(".intent-open", { hasText: "changed" }));
  expect(new URL(page.url()).searchParams.get("intent")).toBe("sendMessage changed");
});
