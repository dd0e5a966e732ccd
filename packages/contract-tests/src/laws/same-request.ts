import { expectTakenAgain, isTaken, postAgainAfterUnknown, shortAnswer, take } from "../engine/acceptance.js";
import { answerOf } from "../engine/answer.js";
import type { ServerCase } from "../engine/case.js";
import { expectTrue } from "../engine/failure.js";
import type { ServerContext } from "../engine/server-context.js";
import { forEach, Inconclusive } from "../engine/verdict.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../spec/json.js";
import type { Claim } from "../spec/level.js";
import type { Operation } from "../spec/operation.js";
import { ordinaryValue } from "../boundaries/ordinary.js";
import { placesOf } from "../boundaries/place.js";
import { law } from "./law.js";

const otherTemplates = (templates: JsonValue | undefined): JsonValue => {
  const [first] = Array.isArray(templates) ? templates : [];
  const template: JsonObject = isJsonObject(first) ? first : {};
  const parameters = isJsonObject(template["templateParameters"]) ? template["templateParameters"] : {};
  const changed = Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, typeof value === "string" ? `${value} 2` : value]),
  );
  return [{ ...template, templateParameters: changed }];
};

/** The request with another harmless value in one field; the same where the operation does not know the field. */
const withOther = (operation: Operation, body: JsonObject, field: string): JsonObject | undefined => {
  const place = placesOf(operation).find(({ name }) => name === field);
  if (place === undefined) return undefined;
  const other = field === "templates" ? otherTemplates(body[field]) : ordinaryValue(place, { operation, body });
  return other === undefined ? undefined : place.put(body, other);
};

const expectOneNotification = async (context: ServerContext, operation: Operation, field: string): Promise<void> => {
  const body = context.body(operation);
  const changed = withOther(operation, body, field);
  if (changed === undefined) return;
  const first = await take(context, operation, { body });
  const second = await context.post(operation, changed);
  if (!isTaken(second)) {
    throw new Inconclusive(
      `The server refuses the requestId with another ${field} (${shortAnswer(second)}), as it may.`,
      second,
    );
  }
  const [one, other] = [first, second].map((exchange) => answerOf(exchange).messageId);
  expectTrue(`messageId of the same requestId with another ${field}`, one === other, {
    expected: one,
    actual: other,
    exchange: second,
  });
};

// Where the key of a requestId ends is documented nowhere: an app or a super app may be a scope of its own.
const fields: Readonly<Record<string, Claim>> = {
  accessToken: { says: /sent with the same requestId/u },
  templateCode: { says: /sent with the same requestId/u },
  templates: { says: /sent with the same requestId/u },
  extendInfo: { says: /sent with the same requestId/u },
  appId: { level: "inferred" },
  customerBelongsTo: { level: "inferred" },
};

const kebab = (name: string): string => name.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);

/** A requestId is one notification, whatever else changes: a refreshed token, another text. */
export const sameRequestId: readonly ServerCase[] = Object.entries(fields).map(([field, claim]) =>
  law(
    {
      name: `same-request-id/${kebab(field)}`,
      rule: `Of two requests that differ in ${field} alone, the second is refused or gets the messageId of the first.`,
      ...claim,
    },
    (context) => forEach(context.operations, (operation) => expectOneNotification(context, operation, field)),
  ),
);

/** Fails when the replay is refused although its token is good for another request. */
const expectReplayWithOtherToken = async (context: ServerContext, operation: Operation): Promise<void> => {
  const body = context.body(operation);
  const refreshed = withOther(operation, body, "accessToken");
  if (refreshed === undefined) return;
  await take(context, operation, { body });
  await take(context, operation, { body: { ...refreshed, requestId: context.requestId() } });
  const second = await postAgainAfterUnknown(context, operation, { body: refreshed });
  expectTakenAgain(second, "A request with another token");
};

export const replayWithOtherToken = law(
  {
    name: "replay-with-other-token",
    level: "inferred",
    rule: "A token is refreshed between two tries: with another one that is valid the replay is no more refused than a new request.",
  },
  (context) => forEach(context.operations, (operation) => expectReplayWithOtherToken(context, operation)),
);
