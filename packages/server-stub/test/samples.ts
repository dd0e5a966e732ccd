import { readFileSync } from "node:fs";
import type { SendMessageRequest } from "@miniprogram-messages/client";

const push: SendMessageRequest = JSON.parse(
  readFileSync(new URL("../../../spec/examples/send-message.push.request.json", import.meta.url), "utf8"),
);

/** Documented requests, for the example of the README. */
export const SAMPLES = { push };
