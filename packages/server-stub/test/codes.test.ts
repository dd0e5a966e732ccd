import { describe, expect, it } from "vitest";
import { resultCodes } from "../src/generated/result-codes.js";
import { OPERATIONS } from "../src/model/operation.js";
import { DEFAULT, openStub, send } from "./sending.js";

const ROWS = OPERATIONS.flatMap((operation) =>
  resultCodes[operation].map(({ code, status, message }) => ({ operation, code, status, message })),
);

/** PARAM_ILLEGAL says which field and rule; every other code has its documented message. */
const messageOf = (code: string, message: string) =>
  code === "PARAM_ILLEGAL" ? expect.stringMatching(/^Illegal parameters\. For example, .*\. \w+: .+$/) : message;

const TRIGGERS = ROWS.filter(({ code }) => code !== "SUCCESS");

const expected = ({ code, status, message }: (typeof ROWS)[number]) => ({
  resultCode: code,
  resultStatus: status,
  resultMessage: messageOf(code, message),
});

const isTaken = ({ status }: (typeof ROWS)[number]): boolean => status === "S" || status === "A";

describe("every code by its trigger", () => {
  it.each(TRIGGERS)("$operation $code", async (row) => {
    const { operation, code } = row;
    const stub = openStub();
    const answer = await send(stub, operation, { requestId: "same", accessToken: `stub-${code}` });
    expect(answer.result).toEqual(expected(row));
    expect(answer.messageId !== undefined).toBe(isTaken(row));
    expect(await stub.messages()).toHaveLength(isTaken(row) ? 1 : 0);
    const next = await send(stub, operation, { requestId: "same" });
    expect(next.result.resultCode).toBe("SUCCESS");
    expect(next.messageId).not.toBe(answer.messageId);
  });
});

describe("every code by a planned fault", () => {
  it.each(ROWS)("$operation $code", async (row) => {
    const { operation, code } = row;
    const stub = openStub();
    const fault = { operation, times: 1, effect: { result: code } };
    await stub.control.post("/_stub/namespaces/{namespace}/faults", { ...DEFAULT, body: fault });
    const answer = await send(stub, operation);
    expect(answer.result).toEqual(expected(row));
    expect(answer.messageId !== undefined).toBe(isTaken(row));
    expect((await send(stub, operation)).result.resultCode).toBe("SUCCESS");
    const { faults } = await stub.control.get("/_stub/namespaces/{namespace}/faults", DEFAULT);
    expect(faults).toMatchObject([{ happened: 1 }]);
  });
});

describe("tokens that are no trigger", () => {
  it.each(["stub-SUCCESS", "stub-NOTHING", "stub-", "STUB-PROCESS_FAIL", "stub-process_fail"])(
    "%s",
    async (accessToken) => {
      expect((await send(openStub(), "sendMessage", { accessToken })).result.resultCode).toBe("SUCCESS");
    },
  );

  it("knows codes of its own operation alone", async () => {
    const answer = await send(openStub(), "sendMessage", { accessToken: "stub-ACCEPT" });
    expect(answer.result.resultCode).toBe("SUCCESS");
  });
});
