import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkSpec } from "./check.ts";
import { breakFile, type Breakage, copy, named, original } from "./spec-copy.ts";

const withCases = (ids: readonly string[] | undefined): string[] => {
  const folder = copy();
  const caseIds = join(folder, "case-ids.json");
  if (ids !== undefined) writeFileSync(caseIds, JSON.stringify(ids));
  return checkSpec({ folder, caseIds });
};

const message = "components/send-message.yaml";
const firstBoundaryCase = "      - case: boundaries/send-message/appId/max-length\n";

describe("the spec of this repository", () => {
  test("has no finding", () => {
    expect(checkSpec({ folder: copy(), caseIds: undefined })).toEqual([]);
  });

  test("cites only cases that the contract suite has", () => {
    const caseIds = join(original, "../packages/contract-tests/case-ids.json");
    expect(checkSpec({ folder: original, caseIds })).toEqual([]);
  });
});

const broken: readonly Breakage[] = [
  [
    "a quote that the page does not have",
    "statements.yaml",
    "the super app must return the same messageId.",
    "the super app must return another messageId.",
    /^statements\.yaml: MS-\d{3}: the quote does not occur in source\/v2-miniprogram-message-send\.txt, row request\.requestId: mend the quote$/u,
  ],
  [
    "a quote from another row",
    "statements.yaml",
    'quote: "Maximum length: 32 characters"',
    'quote: "Maximum length: 64 characters"',
    /^statements\.yaml: MS-\d{3}: the quote does not occur in .*row request\.appId: mend the quote$/u,
  ],
  [
    "a quote that is too short to be unique",
    "statements.yaml",
    'quote: "POST /v2/messages/sendInbox"',
    'quote: "/v2/messages/sendInbox"',
    /^statements\.yaml: SI-\d{3}: the quote occurs \d times in source\/v2-messages-sendInbox\.txt: make it longer$/u,
  ],
  [
    "a statement about a field that no table has",
    "statements.yaml",
    "field: request.authClientId",
    "field: request.clientId",
    /^statements\.yaml: MS-\d{3}: field request\.clientId has no row in the tables of source\/v2-miniprogram-message-send\.txt$/u,
  ],
  [
    "a new sentence with must",
    "source/v2-messages-sendInbox.txt",
    "POST /v2/messages/sendInbox",
    "POST /v2/messages/sendInbox\n\nThe caller must be quick. The rest is free.",
    /^source\/v2-messages-sendInbox\.txt: “The caller must be quick\.” is claimed by no statement: add one to statements\.yaml$/u,
  ],
  [
    "a new result code on the page",
    "source/v2-messages-sendInbox.txt",
    "The user account might be locked or unregistered.",
    "The user account might be locked or unregistered.\n\nF\n\nUSER_TOO_BUSY\n\nNot now.",
    /^source\/v2-messages-sendInbox\.txt: .*“USER_TOO_BUSY” is claimed by no statement: add one to statements\.yaml$/u,
  ],
  [
    "a statement without enforcement",
    "statements.yaml",
    '      - note: "Says where the caller gets the value; no request shows where a value came from."\n',
    "",
    /^statements\.yaml: MS-\d{3}: enforcedBy must name at least one schema, case or note: the statement has no enforcement$/u,
  ],
  [
    "an enforcement of an unknown kind",
    "statements.yaml",
    firstBoundaryCase,
    firstBoundaryCase.replace("case:", "test:"),
    /^statements\.yaml: MS-\d{3}: enforcedBy has an entry that is not exactly one of/u,
  ],
  [
    "an id that is used twice",
    "statements.yaml",
    "id: MS-002",
    "id: MS-001",
    /^statements\.yaml: MS-001: id is used twice$/u,
  ],
  [
    "a level that does not exist",
    "statements.yaml",
    "level: documented",
    "level: certain",
    /^statements\.yaml: MS-001: level must be one of documented, inferred, policy$/u,
  ],
  [
    "a schema pointer that leads nowhere",
    "statements.yaml",
    "SendMessageRequest/properties/appId/maxLength",
    "SendMessageRequest/properties/appId/maximum",
    /^statements\.yaml: MS-\d{3}: schema .*\/appId\/maximum does not exist: mend the pointer$/u,
  ],
  [
    "a limit that is not the one of the page",
    message,
    "maxLength: 32",
    "maxLength: 33",
    /^statements\.yaml: MS-\d{3}: schema .*appId\/maxLength contradicts its quote, which says 32, not 33: mend either$/u,
  ],
  [
    "a number that the page spells out",
    "components/send-inbox.yaml",
    "maxItems: 5",
    "maxItems: 6",
    /^statements\.yaml: SI-\d{3}: schema .*templates\/maxItems contradicts its quote, which says 5, not 6: mend either$/u,
  ],
  [
    "a property that is no longer required",
    message,
    "    - templateCode\n",
    "",
    /^statements\.yaml: MS-\d{3}: schema .*\/required contradicts its quote, which says templateCode is among the required properties/u,
  ],
  [
    "a pattern that refuses one character too few",
    message,
    "pattern: ^[^@#?]*$",
    "pattern: ^[^@#]*$",
    /^statements\.yaml: MS-\d{3}: schema .*appId\/pattern contradicts its quote, which says exactly the characters @ # \?: mend either$/u,
  ],
  [
    "a value that the enum lacks",
    message,
    "        - CHOPE\n",
    "",
    /^statements\.yaml: MS-\d{3}: schema .*customerBelongsTo\/enum contradicts its quote, which says the values ALIPAY_CN, /u,
  ],
  [
    "a message of a result code that the page words differently",
    "paths/send-message.yaml",
    "message: The template does not exist.",
    "message: There is no such template.",
    /^statements\.yaml: MS-\d{3}: schema .*x-result-codes\[TEMPLATE_NOT_EXIST\] contradicts its quote, which says another message for TEMPLATE_NOT_EXIST/u,
  ],
  [
    "a pointer that counts entries",
    "statements.yaml",
    "x-result-codes[TEMPLATE_NOT_EXIST]",
    "x-result-codes/1",
    /^statements\.yaml: MS-\d{3}: schema .*x-result-codes\/1 counts the entries of a list: name the entry, as in x-result-codes\[SUCCESS\]$/u,
  ],
  [
    "a pointer to a code that the operation lacks",
    "statements.yaml",
    "x-result-codes[TEMPLATE_NOT_EXIST]",
    "x-result-codes[TEMPLATE_MISSING]",
    /^statements\.yaml: MS-\d{3}: schema .*x-result-codes\[TEMPLATE_MISSING\] does not exist: mend the pointer$/u,
  ],
  [
    "a result code without an action",
    "paths/send-inbox.yaml",
    "      action: do not resend\n",
    "",
    /^operation sendInbox: x-result-codes: ACCEPT has no action: add it$/u,
  ],
  [
    "a status that the operation does not have",
    "paths/send-message.yaml",
    "status: U",
    "status: A",
    /^operation sendMessage: x-result-codes: UNKNOWN_EXCEPTION has a status that the response schema does not list: mend either$/u,
  ],
  [
    "a code that two operations explain differently",
    "paths/send-inbox.yaml",
    "action: slow down",
    "action: hurry up",
    /^operation sendInbox: x-result-codes: REQUEST_TRAFFIC_EXCEED_LIMIT has another action than under sendMessage: mend either$/u,
  ],
  [
    "a code that pretends to come from the page",
    "paths/send-message.yaml",
    "source: borrowed",
    "source: api-page",
    /^operation sendMessage: x-result-codes: INVALID_SIGNATURE is quoted by no statement although its source is api-page/u,
  ],
  [
    "a property that no page names",
    "components/send-inbox.yaml",
    "    templateCode:\n",
    "    colour:\n      type: string\n    templateCode:\n",
    /^components\/send-inbox\.yaml#\/SendInboxRequest: request\.colour has no row in source\/v2-messages-sendInbox\.txt/u,
  ],
  [
    "a property example that the page does not show",
    message,
    "        - P000000000000001xxxx",
    "        - P000000000000002xxxx",
    /: request\.appId: the example P000000000000002xxxx is not the one of its row on the page: mend the example$/u,
  ],
  [
    "a sample with another value",
    "examples/send-message.sms.request.json",
    "TP_5800000001xxxx",
    "TP_5800000002xxxx",
    /^examples\/send-message\.sms\.request\.json differs from the sample on its page: mend the example, value for value$/u,
  ],
  [
    "a sample that is not JSON",
    "examples/send-inbox.response.json",
    "{",
    "",
    /^examples\/send-inbox\.response\.json is not JSON \(.*\): mend the file$/u,
  ],
  [
    "a sample that the document does not show",
    "paths/send-message.yaml",
    "externalValue: ../examples/send-message.push.request.json",
    "value: {}",
    /^examples\/send-message\.push\.request\.json is not among the examples of the document: reference it$/u,
  ],
  [
    "an erratum that is missing",
    "errata.md",
    "## E17",
    "## E17b",
    /^errata\.md: E17 is missing: add a heading ## E17$/u,
  ],
  [
    "an erratum without a test",
    "errata.md",
    "- Tested by: `laws/feature-required`",
    "- Tested by: nobody",
    /^errata\.md: E22: needs a line `- Tested by: …` with case ids$/u,
  ],
  [
    "an erratum with a wrong quote",
    "errata.md",
    "> Can be Null.",
    "> Can be null.",
    /^errata\.md: E09: the quote “Can be null\.” does not occur in source\/v2-miniprogram-message-send\.txt: mend the quote$/u,
  ],
];

describe("one thing broken", () => {
  test.each(named(broken))("$name", ({ change: [file, from, to, finding] }) => {
    expect(breakFile(file, from, to)).toContainEqual(expect.stringMatching(finding));
  });

  test("nothing, when a result code is put before others", () => {
    const row = ["code: NEW_CODE", "status: F", "message: New.", "action: none", "source: borrowed"].join("\n      ");
    const first = "  x-result-codes:\n";
    expect(breakFile("paths/send-message.yaml", first, `${first}    - ${row}\n`)).toEqual([]);
    expect(breakFile("paths/send-inbox.yaml", first, `${first}    - ${row}\n`)).toEqual([]);
  });

  test("nothing, when a super app is added and said to be beyond the page", () => {
    const folder = copy();
    const file = join(folder, message);
    const text = readFileSync(file, "utf8");
    const added = text
      .replace("        - CHOPE\n", "        - CHOPE\n        - NEWPAY\n")
      .replace("        CHOPE: Chope\n", "        CHOPE: Chope\n        NEWPAY: New Pay\n")
      .replace("`CHOPE` Chope,", "`CHOPE` Chope, `NEWPAY` New Pay,")
      .replace(
        "      x-enumDescriptions:\n",
        "      x-beyond-the-page:\n        - NEWPAY\n      x-enumDescriptions:\n",
      );
    writeFileSync(file, added);
    expect(checkSpec({ folder, caseIds: undefined })).toEqual([]);
    writeFileSync(file, added.replace("        - NEWPAY\n      x-enum", "        - OLDPAY\n      x-enum"));
    expect(checkSpec({ folder, caseIds: undefined })).toEqual([
      expect.stringMatching(/customerBelongsTo\/enum contradicts its quote, which says the values ALIPAY_CN, /u),
      expect.stringMatching(/customerBelongsTo\/x-enumDescriptions contradicts its quote/u),
    ]);
  });

  test("a super app without a name, and one that the description leaves out", () => {
    const listed = "        - CHOPE\n";
    expect(breakFile(message, listed, `${listed}        - NEWPAY\n`)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/request\.customerBelongsTo: x-enumDescriptions lack NEWPAY: add it$/u),
        expect.stringMatching(/request\.customerBelongsTo: the description does not name NEWPAY: add it$/u),
      ]),
    );
  });

  test("a sample that the page alone shows", () => {
    const folder = copy();
    const page = join(folder, "source/v2-messages-sendInbox.txt");
    writeFileSync(page, `${readFileSync(page, "utf8")}\nAnother one\n{\n"colour": "red"\n}\n`);
    expect(checkSpec({ folder, caseIds: undefined })).toEqual([
      "source/v2-messages-sendInbox.txt: the sample after “Another one” is nowhere in examples/: add it",
    ]);
  });

  test("a sample that is missing", () => {
    const folder = copy();
    rmSync(join(folder, "examples/send-inbox.request.json"));
    expect(checkSpec({ folder, caseIds: undefined })).toContain(
      "examples/send-inbox.request.json is missing: add the documented sample",
    );
  });

  test("a sample that its schema refuses", () => {
    const limit =
      "maxLength: 64\n      pattern: ^[^@#?]*$\n      description: |\n        The unique ID assigned by the merchant";
    const findings = breakFile(message, limit, limit.replace("64", "8"));
    expect(findings).toContainEqual(
      expect.stringMatching(
        /^examples\/send-message\.push\.request\.json is not valid against .*: \/requestId must NOT have more than 8 characters: mend either$/u,
      ),
    );
  });
});

describe("case ids", () => {
  test("a missing list is one clear line", () => {
    expect(withCases(undefined)).toEqual([
      "packages/contract-tests/case-ids.json holds no list of case ids: run `pnpm generate`, or pass --without-cases",
    ]);
  });

  test("a cited case that does not exist is named with its statement and its erratum", () => {
    const findings = withCases(["laws/sends-once"]);
    expect(findings).toContainEqual(
      expect.stringMatching(
        /^statements\.yaml: MS-003: case laws\/feature-required does not exist in the contract suite/u,
      ),
    );
    expect(findings).toContain(
      "errata.md: E22: case laws/feature-required does not exist in the contract suite: add it or mend the id",
    );
    expect(findings.filter((line) => line.includes("laws/sends-once"))).toEqual([]);
  });
});
