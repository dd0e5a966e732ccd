import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import type { Guard } from "../gateway/guard.js";
import { createRefusals } from "../gateway/refusals.js";
import { answerUnreadable } from "./unreadable.js";

const slow = Object.assign(new Error("slow"), { code: "ERR_HTTP_REQUEST_TIMEOUT" });

it.each([
  ["", ""],
  ["POST / HT", "HTTP/1.1 408 Request Timeout"],
])("who was too slow after %j gets %j", async (sent, answer) => {
  const refusals = createRefusals(Date.now, () => {});
  const guard: Guard = { hosts: new Set(), origins: new Set(), token: undefined, refusals };
  const server = createServer((socket) => {
    if (sent === "") answerUnreadable(guard, slow, socket, undefined);
    else socket.once("data", () => answerUnreadable(guard, slow, socket, undefined));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  if (sent !== "") socket.write(sent);
  expect((await text(socket)).split("\r\n")[0]).toBe(answer);
  expect(refusals.total()).toBe(sent === "" ? 0 : 1);
  server.close();
});
