import { take } from "../engine/acceptance.js";
import { answerOf, expectCode, expectStatus } from "../engine/answer.js";
import { canEvoke, evoke, needsResult } from "../engine/evoke.js";
import type { Exchange } from "../engine/exchange.js";
import { expectSame, expectTrue } from "../engine/failure.js";
import type { ServerContext } from "../engine/server-context.js";
import { forEach, NotOffered } from "../engine/verdict.js";
import type { Operation, ResultCode, Status } from "../spec/operation.js";
import { operationOf, variety } from "./answers.js";
import { controlLaw, overallLaw, type Looked, templateOf, userOf } from "./law.js";

const evokeAll =
  (wanted: (row: ResultCode) => boolean) =>
  (context: ServerContext): Promise<void> =>
    forEach(context.operations, async (operation) => {
      await variety(context, operation);
      for (const { code } of operation.codes.filter(wanted)) {
        if (!canEvoke(context, operation, code)) continue;
        expectCode(await evoke(context, operation, { body: context.body(operation), code }), code, "What was evoked");
      }
    });

const askFor =
  (code: string) =>
  (context: ServerContext): Promise<void> =>
    forEach(
      context.operations.filter(({ codes }) => codes.some((row) => row.code === code)),
      async (operation) => {
        // A server that was made to answer this code answers it; what comes beside it is looked at afterwards.
        const right = (exchange: Exchange): boolean => {
          const { resultCode, resultStatus } = answerOf(exchange);
          const { status } = operation.codes.find((row) => row.code === code) ?? {};
          return resultCode === code || resultStatus === status;
        };
        if (!canEvoke(context, operation, code)) {
          if (context.seen.some((exchange) => operationOf(exchange)?.id === operation.id && right(exchange))) return;
          throw new NotOffered(needsResult(operation, code));
        }
        const exchange = await evoke(context, operation, { body: context.body(operation), code });
        expectTrue(`an answer ${code}`, right(exchange), { expected: code, actual: exchange.text, exchange });
      },
    );

const rowOf = ({ operation, answer }: Looked): ResultCode | undefined =>
  operation.codes.find(({ code }) => code === answer.resultCode);

export const codePairing = overallLaw(
  {
    name: "code-pairing",
    level: "inferred",
    rule: "Every F that can be evoked comes with its code, and with the message that is listed for it; PARAM_ILLEGAL's goes on to name the field.",
  },
  {
    ask: evokeAll(({ status }) => status === "F"),
    look: (looked) => {
      const row = rowOf(looked);
      if (row?.status !== "F" || looked.answer.resultStatus !== "F") return;
      const text = String(looked.answer.resultMessage);
      const right = row.code === "PARAM_ILLEGAL" ? text.startsWith(row.message) : text === row.message;
      const { exchange } = looked;
      expectTrue(`message of ${row.code}`, right, { expected: row.message, actual: text, exchange });
    },
  },
);

export const messageForUnknown = overallLaw(
  {
    name: "unknown-message",
    says: /caused by unknown reasons/u,
    rule: "The message of U is the one that both pages give.",
  },
  {
    ask: askFor("UNKNOWN_EXCEPTION"),
    look: (looked) => {
      const row = rowOf(looked);
      const { resultStatus, resultMessage } = looked.answer;
      if (row?.status !== "U" || resultStatus !== "U") return;
      expectSame(`message of ${row.code}`, resultMessage, row.message, looked.exchange);
    },
  },
);

const paired = new Set<unknown>(["S", "A", "U"]);

/** A status has one code; the code with a status that has a code of its own is the matter of that one. */
const expectPair =
  (status: Status) =>
  ({ operation, answer, exchange }: Looked): void => {
    const code = operation.codes.find((row) => row.status === status)?.code;
    if (code === undefined) return;
    if (answer.resultStatus === status) expectCode(exchange, code, `${status} of ${operation.id}`);
    if (answer.resultCode === code && !paired.has(answer.resultStatus)) {
      expectStatus(exchange, status, `${code} of ${operation.id}`);
    }
  };

const takes = (context: ServerContext): Promise<void> =>
  forEach(context.operations, async (operation) => void (await take(context, operation)));

export const resultForSuccess = overallLaw(
  {
    name: "result-for-success",
    says: /result\.resultCode is "?SUCCESS/u,
    rule: "S comes with SUCCESS, SUCCESS with S.",
  },
  { ask: takes, look: expectPair("S") },
);

export const resultForAccept = overallLaw(
  {
    name: "result-for-accept",
    says: /result\.resultCode is "ACCEPT"/u,
    rule: "sendInbox: A comes with ACCEPT, ACCEPT with A.",
    operations: ["sendInbox"],
  },
  { ask: askFor("ACCEPT"), look: expectPair("A") },
);

export const resultForUnknown = overallLaw(
  {
    name: "result-for-unknown",
    says: /result\.resultCode is "?UNKNOWN_EXCEPTION/u,
    rule: "U comes with UNKNOWN_EXCEPTION, UNKNOWN_EXCEPTION with U.",
  },
  { ask: askFor("UNKNOWN_EXCEPTION"), look: expectPair("U") },
);

export const successMessage = overallLaw(
  {
    name: "success-message",
    says: /result\.resultMessage is "?Success/u,
    rule: "The message of S is `success`, compared without case. (E03)",
  },
  {
    ask: takes,
    look: ({ answer: { resultStatus, resultMessage }, exchange }) => {
      if (resultStatus !== "S") return;
      expectSame("resultMessage of S, in lower case", String(resultMessage).toLowerCase(), "success", exchange);
    },
  },
);

export const codesReachable = controlLaw(
  {
    name: "codes-reachable",
    level: "policy",
    rule: "Every code of x-result-codes can be had: by its trigger token.",
  },
  async (context) => {
    for (const operation of context.operations) {
      // S, A and U have laws of their own: result-for-….
      for (const { code } of operation.codes.filter((row) => row.status === "F")) {
        const body = context.body(operation, { accessToken: `stub-${code}` });
        expectCode(await context.post(operation, body), code, `accessToken stub-${code}`);
      }
    }
  },
);

const registries = async (context: ServerContext, operation: Operation): Promise<void> => {
  const place = context.another();
  const body = context.body(operation);
  await place.control.configure({ templates: [templateOf({ templateCode: "another" }, "INBOX")] });
  await place.post(operation, body);
  await place.control.configure({ users: [userOf(body, { subscriptions: [] })] });
  await place.post(operation, body);
};

export const codesClosed = overallLaw(
  {
    name: "codes-closed",
    level: "inferred",
    rule: "No code is emitted that x-result-codes of the operation does not list. (E11)",
  },
  {
    ask: (context) =>
      forEach(context.operations, async (operation) => {
        await variety(context, operation);
        if (context.target.controlUrl !== undefined) await registries(context, operation);
      }),
    look: ({ operation, answer: { resultCode }, exchange }) => {
      const listed = operation.codes.some(({ code }) => code === resultCode);
      expectTrue(`code of ${operation.id}`, listed, {
        expected: "a code of x-result-codes",
        actual: resultCode,
        exchange,
      });
    },
  },
);

export const paramIllegalNamesField = controlLaw(
  {
    name: "param-illegal-names-field",
    level: "policy",
    rule: "PARAM_ILLEGAL's message is the documented text followed by `<field>: <rule>`.",
  },
  async (context) => {
    for (const operation of context.operations) {
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
    for (const operation of context.operations) {
      const documented = Object.keys(Object(Object.values(operation.answers)[0]?.["result"]));
      for (const overrides of [{}, { templates: [] }]) {
        const exchange = await context.post(operation, context.body(operation, overrides));
        expectSame("keys of result", Object.keys(Object(answerOf(exchange).json["result"])), documented, exchange);
      }
    }
  },
);
