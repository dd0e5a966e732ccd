import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { bundle } from "./bundle.ts";
import { copySpec, type SpecCopy } from "./spec-copy.ts";

let copy: SpecCopy;

beforeEach(() => {
  copy = copySpec();
});

afterEach(() => copy.dispose());

const BROKEN: readonly { readonly fault: string; readonly cause: () => void; readonly message: RegExp }[] = [
  {
    fault: "invalid YAML",
    cause: () => copy.edit("spec/paths/send-inbox.yaml", "operationId: sendInbox", "operationId: [sendInbox"),
    message: /spec\/paths\/send-inbox\.yaml:\d+: not valid YAML \(.+\); correct it$/,
  },
  {
    fault: "a $ref that leads nowhere",
    cause: () => copy.edit("spec/paths/send-inbox.yaml", "#/SendInboxRequest", "#/Nope"),
    message:
      /spec\/paths\/send-inbox\.yaml:\d+: "\S+#\/Nope" leads nowhere; correct the reference or add what it names$/,
  },
  {
    fault: "a $ref to a missing file",
    cause: () => copy.remove("spec/components/headers.yaml"),
    message: /spec\/paths\/\S+:\d+: "\S+headers\.yaml#\S+" leads nowhere; correct the reference or add what it names$/,
  },
  {
    fault: "a missing example",
    cause: () => copy.remove("spec/examples/send-message.sms.request.json"),
    message: /spec\/paths\/send-message\.yaml:\d+: "\S+send-message\.sms\.request\.json" leads nowhere; correct the /,
  },
  {
    fault: "an example that is not JSON",
    cause: () => copy.edit("spec/examples/send-message.sms.request.json", "{", "{{"),
    message: /spec\/examples\/send-message\.sms\.request\.json:\d+: not valid \w+ \(.+\); correct it$/,
  },
  {
    fault: "an illegal type",
    cause: () => copy.edit("spec/components/send-inbox.yaml", "type: object", "type: objct"),
    message: /spec\/components\/send-inbox\.yaml:\d+: `type` can be one of the following only: /,
  },
  {
    fault: "no document at all",
    cause: () => copy.remove("spec/openapi.yaml"),
    message: /spec\/openapi\.yaml: there is no such file; the spec needs it$/,
  },
];

it.each(BROKEN)("$fault is named with its file, its line and the mend", async ({ cause, message }) => {
  cause();
  await expect(bundle(join(copy.folder, "spec/openapi.yaml"))).rejects.toThrow(
    expect.objectContaining({ code: "GENERATE_FAILED", message: expect.stringMatching(message) }),
  );
});
