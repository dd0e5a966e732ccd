import { writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { StubError } from "../model/errors.js";
import { DEFAULT_POLICIES } from "../model/config.js";
import { CONFIG_FILES } from "./config-files.js";

const { signature, requestTimeTolerance, idempotencyMismatch, idempotencyRetention } = DEFAULT_POLICIES;
const { extendInfoSpelling, superAppLeg, namespaceRetention } = DEFAULT_POLICIES;

/**
 * The configuration that `init` writes. What is commented out with `#` and no space after it is an example: taken in, the file
 * stays legal.
 */
export const starterConfig = `# yaml-language-server: $schema=node_modules/@miniprogram-messages/server-stub/dist/config.schema.json
# Configuration of server-stub, taken from this folder when it starts without --config. Everything is optional.
# A registry (clients, apps, templates, users) without an entry accepts everything; with one, only what is listed exists.

# Callers. "server-stub keygen" prints a key pair and the lines for it.
#clients:
#  - clientId: CLIENT_1
#    keys: []                  # with keys: [{ keyVersion: "1", publicKey: ... }] its signatures are verified
#    authClientIds: [M0001]    # merchants it may send for; listed with no client, every authClientId will do

# Mini programs. One without the feature Send_Message may not send.
#apps:
#  - appId: P0001
#    features: [Send_Message]

# Templates, with texts by language; \${variables} are filled from templateParameters.
#templates:
#  - templateCode: TP_1
#    channel: PUSH             # PUSH, SMS or INBOX
#    contents:
#      en-US: { title: "Order \${orderId}", body: "Hello \${who}, it is on its way.", link: "https://shop.example/\${orderId}" }
#      th: { body: "สวัสดี \${who}" }

# Users, found by access token.
#users:
#  - accessToken: TOKEN-1
#    customerId: "1000001"
#    customerBelongsTo: GCASH  # the super app
#    status: ACTIVE            # ACTIVE, LOCKED or UNREGISTERED
#    expiresAt: "2030-01-01T00:00:00Z"
#    subscriptions: [PUSH, INBOX]

# Sliding windows; durations are ISO 8601.
#limits:
#  perUser: { count: 10, window: PT1H }
#  traffic: { count: 100, window: PT1S }

# Where messages go with superAppLeg: webhook: POST /v2/platform/message/send below this address.
#superApps:
#  GCASH: { url: "http://127.0.0.1:5000" }

# Choices where the platform's documents are silent; these are the defaults.
policies:
  signature: ${signature}                # off, optional (verified when present) or required
  requestTimeTolerance: "${requestTimeTolerance}"        # or a duration: an older Request-Time is refused
  idempotencyMismatch: ${idempotencyMismatch}        # the same requestId with another body: replay or reject
  idempotencyRetention: ${idempotencyRetention}         # how long a requestId is remembered
  extendInfoSpelling: ${extendInfoSpelling}           # both, extendInfo or entendInfo
  superAppLeg: ${superAppLeg}                 # inbox (delivered at once) or webhook
  inactiveApis: []                   # operations that answer INVALID_API
  namespaceRetention: ${namespaceRetention}            # how long an unused namespace stays
`;

/**
 * Writes a commented `stub.yaml` into the working folder.
 *
 * @returns what to say about it.
 * @throws StubError `OPTION_ILLEGAL` when a configuration is there already: nothing is overwritten.
 */
export const writeStarterConfig = async (): Promise<string> => {
  const [file = "stub.yaml"] = CONFIG_FILES;
  const there = CONFIG_FILES.find((name) => existsSync(name));
  if (there !== undefined) {
    throw new StubError("OPTION_ILLEGAL", `init: ${there} is there already; nothing was written`);
  }
  try {
    await writeFile(file, starterConfig, { flag: "wx" });
  } catch (cause) {
    throw new StubError("OPTION_ILLEGAL", `init: ${file} cannot be written in this folder`, cause);
  }
  return `${file}  configuration, all of it explained: server-stub takes it when it starts here`;
};
