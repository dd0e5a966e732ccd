import { checkStubOptions } from "./check-options.js";
import { makeStub } from "./make-stub.js";
import type { StubOptions } from "./options.js";
import { readStartConfig } from "./start-config.js";
import type { Stub } from "./stub.js";

/**
 * The platform in this process. Made synchronously; stores open by their first use.
 *
 * @throws StubError `CONFIG_ILLEGAL` or `OPTION_ILLEGAL`, naming field and rule.
 * @example
 * ```ts
 * import { createStub } from "@miniprogram-messages/server-stub";
 *
 * const stub = createStub();
 * const response = await stub.fetch("http://stub.local/v2/miniprogram/message/send", { method: "POST", body: "{}" });
 * console.log(response.status); // 200
 * await stub.close();
 * ```
 */
export const createStub = (options: StubOptions = {}): Stub => {
  checkStubOptions(options);
  const isJudged = options.config === undefined || options.startConfig !== undefined;
  return makeStub(options, isJudged ? undefined : readStartConfig(options.config));
};
