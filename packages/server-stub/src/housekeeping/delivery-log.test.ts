import { expect, it } from "vitest";
import { messageRecord } from "../store/conformance/records.js";
import type { OutboxEntry } from "../store/store.js";
import { createDeliveryLog } from "./delivery-log.js";

const entry = (id: string): OutboxEntry => ({
  namespace: "default",
  message: { ...messageRecord(id), sequence: 1 },
  attempts: 0,
});

it("says that a super app refuses everything a few times, and of each reason once", () => {
  const lines: [level: string, fields: object][] = [];
  const at = (level: string) => (fields: object) => void lines.push([level, fields]);
  const log = createDeliveryLog({ debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") });
  for (let nth = 0; nth < 20_000; nth += 1) {
    log(entry(`r${nth}`), { status: "failed", at: 0, reason: "no such user", attempts: 1 });
  }
  log(entry("other"), { status: "failed", at: 0, reason: "quota", attempts: 1 });
  expect(lines.map(([level]) => level)).toEqual(Array(6).fill("warn"));
  expect(lines[0]?.[1]).toMatchObject({ messageId: "M-r0", superApp: "GCASH", reason: "no such user" });
  expect(lines[4]?.[1]).toMatchObject({ messageId: "M-r9999", times: 10_000 });
  expect(lines[5]?.[1]).toMatchObject({ reason: "quota" });
});
