import { expect, it } from "vitest";
import { BASE, DEFAULT, openStub, send } from "./sending.js";

it("grades what was sent to a namespace", async () => {
  const stub = openStub();
  await send(stub, "sendMessage", { requestId: "A" });
  await send(stub, "sendMessage", { requestId: "A", extendInfo: "changed" });
  await send(stub, "sendInbox", { requestId: "B", accessToken: "stub-UNKNOWN_EXCEPTION" });
  const report = await stub.control.get("/_stub/namespaces/{namespace}/report", DEFAULT);
  expect(report).toMatchObject({
    findings: [
      { id: "body-changed", level: "documented", requestId: "A", attempts: [1, 2] },
      { id: "never-resent", level: "inferred", requestId: "B", attempts: [3] },
    ],
    intents: 2,
    attempts: 3,
  });
  const response = await stub.fetch(`${BASE}/_stub/namespaces/${"x".repeat(65)}/report`);
  expect(response.status).toBe(400);
});
