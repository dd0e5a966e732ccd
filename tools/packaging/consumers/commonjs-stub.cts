// What a CommonJS test in TypeScript writes.
import { createStub, type Message, StubError, WaitError } from "@miniprogram-messages/server-stub";

const stub = createStub({ config: { policies: { signature: "optional" } } });

export const arrived = async (): Promise<Message | string> => {
  try {
    return await stub.waitForMessage({ requestId: "r-1" });
  } catch (error) {
    return error instanceof WaitError || error instanceof StubError ? error.code : "?";
  }
};
