// What a team writes in its tests: the stub in process, the control API, and the contract suite. Strict, library types checked.
import { createClient } from "@miniprogram-messages/client";
import { allCases, defineContractTests, type Report, reportOf, runCases } from "@miniprogram-messages/contract-tests";
import {
  type Config,
  createStub,
  type Message,
  type Stub,
  StubError,
  type StubOptions,
  WaitError,
} from "@miniprogram-messages/server-stub";

const config: Config = {
  templates: [
    { templateCode: "TP_1", channel: "PUSH", contents: { "en-US": { title: "Paid", body: "Hello ${who}" } } },
  ],
  policies: { signature: "optional" },
};
const options: StubOptions = { store: "memory", config };
export const stub: Stub = createStub(options);
export const client = createClient({ fetch: stub.fetch });

export const deliver = async (): Promise<Message | string> => {
  const path = { namespace: "default" };
  await stub.control.post("/_stub/namespaces/{namespace}/faults", { path, body: { effect: { latency: 5 } } });
  const { attempts } = await stub.control.get("/_stub/namespaces/{namespace}/journal", { path });
  try {
    return await stub.waitForMessage({ channel: "PUSH" }, { timeout: attempts.length });
  } catch (error) {
    if (error instanceof WaitError || error instanceof StubError) return error.code;
    throw error;
  }
};

export const suite = (): Promise<void> => defineContractTests({ target: stub, strict: true, only: ["laws/*"] });
export const results = async (): Promise<string[]> =>
  (await runCases(allCases, { client: (settings) => createClient(settings) })).map(({ id }) => id);
export const report: (...given: Parameters<typeof reportOf>) => Report = reportOf;

// @ts-expect-error: no such policy
export const wrong = createStub({ config: { policies: { signature: "sometimes" } } });
