import { once } from "node:events";
import { request } from "node:http";
import { expect, it } from "vitest";
import { expectVisible } from "./expect-visible.ts";
import { inboxWorld } from "./inbox-world.ts";

const world = inboxWorld();

/** Calls the stub as a container does that knows it by another name. */
const sendAs = async (host: string): Promise<number | undefined> => {
  const { port } = world.stub();
  const outgoing = request({
    port,
    host: "127.0.0.1",
    method: "POST",
    path: "/v2/miniprogram/message/send",
    headers: { host },
  });
  outgoing.end("{}");
  const [response] = await once(outgoing, "response");
  response.resume();
  return response.statusCode;
};

it("says what the stub refused before it reached the platform, how to allow it, and lets it go", async () => {
  const { page, expectQuiet, expectAccessible, screenshot } = await world.open();
  expect([await sendAs("stub:4010"), await sendAs("stub:4010")]).toEqual([421, 421]);
  const note = page.locator(".refusals");
  await expectVisible(note.getByText("2 requests were refused"));
  await expectVisible(note.locator("summary", { hasText: "--allow-host stub" }));
  await note.locator("summary").press("Enter");
  await expectVisible(note.locator("li", { hasText: "POST /v2/miniprogram/message/send" }).first());
  await expectAccessible();
  await screenshot("refusals");
  await note.getByRole("button", { name: "Dismiss" }).press("Enter");
  await note.waitFor({ state: "detached" });
  await sendAs("stub:4010");
  await expectVisible(note.getByText("1 request was refused"));
  expectQuiet();
});
