import { describe, expect, test } from "vitest";
import { breakFile, type Breakage, named } from "./spec-copy.ts";

describe("a document that cannot be read is one line", () => {
  const unreadable: readonly Breakage[] = [
    [
      "bad YAML",
      "openapi.yaml",
      "info:",
      "info: [",
      /^spec\/openapi\.yaml: .* at line \d+, column \d+: mend the file$/u,
    ],
    [
      "a reference to nowhere",
      "paths/send-message.yaml",
      "#/SendMessageRequest",
      "#/SendMessageRequests",
      /^spec\/paths\/send-message\.yaml: \$ref .*#\/SendMessageRequests points nowhere: mend the reference$/u,
    ],
    [
      "a reference to a file that is not there",
      "openapi.yaml",
      "paths/send-inbox.yaml",
      "paths/inbox.yaml",
      /^spec\/paths\/inbox\.yaml: ENOENT.*: mend the file$/u,
    ],
    [
      "a circle",
      "components/content-template.yaml",
      "        type: string\n        description: Value of the variable.",
      "        $ref: '#/ContentTemplate'",
      /references go round in a circle: break the circle$/u,
    ],
    [
      "another version",
      "openapi.yaml",
      "openapi: 3.1.0",
      "openapi: 3.0.3",
      /^spec\/openapi\.yaml: `openapi` must be 3\.1\.0/u,
    ],
    [
      "an operation that is gone",
      "openapi.yaml",
      "/v2/messages/sendInbox:",
      "/v2/messages/sendInbox/:",
      /^spec\/source\/v2-messages-sendInbox-\.txt is missing: add the text of the page of POST \/v2\/messages\/sendInbox\/$/u,
    ],
    [
      "a page without an operation",
      "openapi.yaml",
      "  /v2/messages/sendInbox:\n    $ref: paths/send-inbox.yaml\n",
      "",
      /^spec\/source\/v2-messages-sendInbox\.txt is the page of no operation: add POST \/v2\/messages\/sendInbox to openapi\.yaml$/u,
    ],
    [
      "an operation without a name",
      "paths/send-inbox.yaml",
      "  operationId: sendInbox\n",
      "",
      /^spec\/openapi\.yaml: \/v2\/messages\/sendInbox must have an operation `post` with an operationId$/u,
    ],
  ];

  test.each(named(unreadable))("$name", ({ change: [file, from, to, finding] }) => {
    expect(breakFile(file, from, to)).toEqual([expect.stringMatching(finding)]);
  });
});
