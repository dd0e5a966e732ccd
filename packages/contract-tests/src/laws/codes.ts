import { codePoints } from "../spec/json.js";
import { answerOf, expectCode, expectStatus } from "../engine/answer.js";
import type { Exchange } from "../engine/exchange.js";
import { expectSame, expectTrue } from "../engine/failure.js";
import type { ServerContext } from "../engine/server-context.js";
import { issuesOf } from "../reference/validate.js";
import { operations, sendInbox, type Operation } from "../spec/operation.js";
import { controlLaw, law, postWithResult, templateOf, userOf } from "./law.js";

export const codePairing = controlLaw(
  {
    name: "code-pairing",
    level: "documented",
    rule: "Every result code comes with the status and the message that are documented for it.",
  },
  async (context) => {
    for (const operation of operations) {
      for (const { code, status, message } of operation.codes.filter(
        (row) => row.status === "F" || row.status === "U",
      )) {
        const exchange = await postWithResult(context, { operation, body: context.body(operation), code });
        const answer = answerOf(exchange);
        // U is paired with its code by result-for-unknown; a parameter error goes on to name the field.
        if (status === "F") expectSame(`status of ${code}`, answer.resultStatus, status, exchange);
        const text = String(answer.resultMessage);
        const right = code === "PARAM_ILLEGAL" ? text.startsWith(message) : text === message;
        expectTrue(`message of ${code}`, right, { expected: message, actual: text, exchange });
      }
    }
  },
);

export const resultForSuccess = law(
  { name: "result-for-success", level: "documented", rule: "S comes with SUCCESS, SUCCESS with S." },
  async (context) => {
    for (const operation of operations) {
      const exchange = await context.post(operation, context.body(operation));
      expectStatus(exchange, "S", "A request that succeeds");
      expectCode(exchange, "SUCCESS", "A request that succeeds");
    }
  },
);

export const resultForAccept = controlLaw(
  { name: "result-for-accept", level: "documented", rule: "sendInbox: A comes with ACCEPT, ACCEPT with A." },
  async (context) => {
    const body = context.body(sendInbox);
    const exchange = await postWithResult(context, { operation: sendInbox, body, code: "ACCEPT" });
    expectStatus(exchange, "A", "An accepted request");
    expectCode(exchange, "ACCEPT", "An accepted request");
  },
);

export const resultForUnknown = controlLaw(
  {
    name: "result-for-unknown",
    level: "documented",
    rule: "U comes with UNKNOWN_EXCEPTION, UNKNOWN_EXCEPTION with U.",
  },
  async (context) => {
    for (const operation of operations) {
      const body = context.body(operation);
      const exchange = await postWithResult(context, { operation, body, code: "UNKNOWN_EXCEPTION" });
      expectStatus(exchange, "U", "An unknown outcome");
      expectCode(exchange, "UNKNOWN_EXCEPTION", "An unknown outcome");
    }
  },
);

export const successMessage = law(
  {
    name: "success-message",
    level: "documented",
    rule: "The message of S is `success`, compared without case. (E03)",
  },
  async (context) => {
    for (const operation of operations) {
      const exchange = await context.post(operation, context.body(operation));
      const text = String(answerOf(exchange).resultMessage);
      expectSame("resultMessage of S, in lower case", text.toLowerCase(), "success", exchange);
    }
  },
);

export const codesReachable = controlLaw(
  {
    name: "codes-reachable",
    level: "documented",
    rule: "Every code of x-result-codes can be had: by its trigger token.",
  },
  async (context) => {
    for (const operation of operations) {
      // S, A and U have laws of their own: result-for-….
      for (const { code } of operation.codes.filter((row) => row.status === "F")) {
        const body = context.body(operation, { accessToken: `stub-${code}` });
        expectCode(await context.post(operation, body), code, `accessToken stub-${code}`);
      }
    }
  },
);

/** Requests of every kind: taken, refused for every reason that needs no set-up, and refused by an unknown template. */
const variety = async (context: ServerContext, operation: Operation): Promise<void> => {
  const body = context.body(operation);
  await context.post(operation, body);
  await context.post(operation, body);
  for (const name of operation.request.required ?? []) {
    await context.post(operation, { ...context.body(operation), [name]: null });
    await context.post(operation, { ...context.body(operation), [name]: "x".repeat(1000) });
  }
  await context.send({ path: operation.path, body: "{" });
  await context.send({ path: operation.path, body: "{}", headers: { "Content-Type": "text/plain" } });
  await context.send({ path: operation.path, method: "PUT", body: "{}" });
};

const registries = async (context: ServerContext, operation: Operation): Promise<void> => {
  const place = context.another();
  const body = context.body(operation);
  await place.control.configure({ templates: [templateOf({ templateCode: "another" }, "INBOX")] });
  await place.post(operation, body);
  await place.control.configure({ users: [userOf(body, { subscriptions: [] })] });
  await place.post(operation, body);
};

export const codesClosed = law(
  {
    name: "codes-closed",
    level: "documented",
    rule: "No code is emitted that x-result-codes of the operation does not list. (E11)",
  },
  async (context) => {
    for (const operation of operations) {
      const before = context.exchanges.length;
      await variety(context, operation);
      if (context.target.controlUrl !== undefined) await registries(context, operation);
      for (const exchange of context.exchanges.slice(before)) expectListed(operation, exchange);
    }
  },
);

const expectListed = (operation: Operation, exchange: Exchange): void => {
  const { resultCode } = answerOf(exchange);
  expectTrue(
    `code of ${operation.id}`,
    operation.codes.some(({ code }) => code === resultCode),
    {
      expected: "a code of x-result-codes",
      actual: resultCode,
      exchange,
    },
  );
};

export const responseSchema = law(
  {
    name: "response-schema",
    level: "documented",
    rule: "Every answer is valid against the response schema of its operation.",
  },
  async (context) => {
    for (const operation of operations) {
      const before = context.exchanges.length;
      await variety(context, operation);
      const longest = operation.request.properties?.["extendInfo"]?.maxLength ?? 0;
      await context.post(operation, context.body(operation, { extendInfo: "x".repeat(longest) }));
      for (const exchange of context.exchanges.slice(before)) {
        const issues = issuesOf(operation.response, answerOf(exchange).json, {
          lengthOf: codePoints,
          allowsUnknown: true,
        });
        expectSame("rules of the response schema that the answer breaks", issues, [], exchange);
      }
    }
  },
);

export const paramIllegalNamesField = controlLaw(
  {
    name: "param-illegal-names-field",
    level: "policy",
    rule: "PARAM_ILLEGAL's message is the documented text followed by `<field>: <rule>`.",
  },
  async (context) => {
    for (const operation of operations) {
      const documented = operation.codes.find(({ code }) => code === "PARAM_ILLEGAL")?.message ?? "";
      for (const name of operation.request.required ?? []) {
        const exchange = await context.post(operation, { ...context.body(operation), [name]: null });
        const { resultCode, resultMessage } = answerOf(exchange);
        if (resultCode !== "PARAM_ILLEGAL") continue;
        const text = String(resultMessage);
        const right = text.startsWith(documented) && text.slice(documented.length).trimStart().startsWith(`${name}: `);
        expectTrue("message of PARAM_ILLEGAL", right, { expected: `${documented} ${name}: …`, actual: text, exchange });
      }
    }
  },
);

export const resultKeyOrder = controlLaw(
  { name: "result-key-order", level: "policy", rule: "The keys of result come in the order of the samples." },
  async (context) => {
    for (const operation of operations) {
      const documented = Object.keys(Object(Object.values(operation.answers)[0]?.["result"]));
      for (const overrides of [{}, { templates: [] }]) {
        const exchange = await context.post(operation, context.body(operation, overrides));
        expectSame("keys of result", Object.keys(Object(answerOf(exchange).json["result"])), documented, exchange);
      }
    }
  },
);
