import { answerOf, expectCode, expectStatus } from "../engine/answer.js";
import type { ServerCase } from "../engine/case.js";
import type { Exchange } from "../engine/exchange.js";
import { expectTrue } from "../engine/failure.js";
import type { Signer } from "../signing/signer.js";
import {
  bodyText,
  expectNotTaken,
  expectPlainTaken,
  plainRequest,
  signedRequest,
  signingCase,
  unsigned,
  type SigningClient,
} from "./identity.js";
import { noTimes } from "./times.js";

const codeCase = (
  name: string,
  { rule, code, bend }: { rule: string; code: string; bend: (identity: Signer) => Signer },
): ServerCase =>
  signingCase({ id: `signature/${name}`, level: "inferred", rule }, async (client) => {
    const identity = bend(client.identity);
    expectCode(await client.context.send(plainRequest({ ...client, identity })), code, rule);
  });

export const unknownClient = codeCase("unknown-client", {
  rule: "An unknown Client-Id gets INVALID_CLIENT.",
  code: "INVALID_CLIENT",
  bend: (identity) => ({ ...identity, clientId: "nobody-knows-this-client" }),
});

export const unknownKeyVersion = codeCase("unknown-key-version", {
  rule: "An unknown keyVersion gets KEY_NOT_FOUND.",
  code: "KEY_NOT_FOUND",
  bend: (identity) => ({ ...identity, keyVersion: "no-such-version" }),
});

const wrong = (client: SigningClient, body = bodyText(client)): Promise<Exchange> =>
  client.context.send(signedRequest(client, { body, content: (content) => ({ ...content, method: "GET" }) }));

export const wrongSignatureCode = signingCase(
  {
    id: "signature/wrong-signature-code",
    level: "inferred",
    rule: "A wrong or missing signature gets F with INVALID_SIGNATURE.",
  },
  async (client) => {
    const exchanges = [await wrong(client)];
    const request = plainRequest(client);
    for (const name of ["Signature", "Client-Id", "Request-Time"]) {
      exchanges.push(await client.context.send(unsigned(request, name)));
    }
    for (const exchange of exchanges) {
      const { resultStatus, resultCode } = answerOf(exchange);
      expectTrue("a wrong signature", resultStatus === "F" && resultCode === "INVALID_SIGNATURE", {
        expected: "F INVALID_SIGNATURE",
        actual: exchange.text,
        exchange,
      });
    }
  },
);

export const signatureBeforeParameters = signingCase(
  {
    id: "signature/before-parameters",
    level: "policy",
    rule: "A wrong signature is found before illegal parameters and before malformed JSON.",
    requires: ["control"],
  },
  async (client) => {
    for (const body of ['{"templates":[]}', "{"]) {
      expectCode(await wrong(client, body), "INVALID_SIGNATURE", "A wrong signature over an illegal body");
    }
  },
);

export const noTime = signingCase(
  {
    id: "signature/no-time",
    level: "policy",
    rule: "Where Request-Time counts, a text that is no time is refused.",
  },
  async (client) => {
    await expectPlainTaken(client);
    for (const time of noTimes(new Date())) {
      const exchange = await client.context.send(signedRequest(client, { body: bodyText(client), time }));
      expectNotTaken(exchange, `Request-Time: ${time}`);
    }
  },
  { requestTimeTolerance: "PT5M" },
);

export const requestTimeTolerance = signingCase(
  {
    id: "signature/request-time-tolerance",
    level: "policy",
    rule: "Under requestTimeTolerance a Request-Time further away from the virtual clock, before or after, is refused.",
    requires: ["control"],
  },
  async (client) => {
    const { context } = client;
    // The operation before may have moved the clock already.
    const begin = (await context.control.now()).getTime();
    const at = async (minutes: number): Promise<Exchange> => {
      const time = new Date(begin + minutes * 60_000).toISOString();
      return context.send(signedRequest(client, { body: bodyText(client), time }));
    };
    for (const minutes of [-4, 4]) expectStatus(await at(minutes), "S", `${minutes} minutes away`);
    for (const minutes of [-6, 6]) expectCode(await at(minutes), "INVALID_SIGNATURE", `${minutes} minutes away`);
    await context.control.advance("PT1H");
    expectCode(await at(0), "INVALID_SIGNATURE", "An hour behind the virtual clock");
    expectStatus(await at(60), "S", "On the virtual clock");
  },
  { requestTimeTolerance: "PT5M" },
);
