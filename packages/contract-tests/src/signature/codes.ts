import { answerOf, expectCode, expectStatus } from "../engine/answer.js";
import { serverCase, type ServerCase } from "../engine/case.js";
import type { Exchange } from "../engine/exchange.js";
import { expectTrue } from "../engine/failure.js";
import type { ServerContext } from "../engine/server-context.js";
import type { Signer } from "../signing/signer.js";
import { plainRequest, seededIdentity, signedBody, signedRequest } from "./identity.js";

const codeCase = (
  name: string,
  { rule, code, bend }: { rule: string; code: string; bend: (identity: Signer) => Signer },
): ServerCase =>
  serverCase({ id: `signature/${name}`, level: "inferred", rule, requires: ["signing"] }, async (context) => {
    const identity = bend(await seededIdentity(context, context));
    expectCode(await context.send(plainRequest(context, identity)), code, rule);
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

const wrong = async (context: ServerContext, body?: string): Promise<Exchange> => {
  const identity = await seededIdentity(context, context);
  return context.send(
    signedRequest(context, identity, {
      body: body ?? JSON.stringify(signedBody(context)),
      content: (content) => ({ ...content, method: "GET" }),
    }),
  );
};

export const wrongSignatureCode = serverCase(
  {
    id: "signature/wrong-signature-code",
    level: "inferred",
    rule: "A wrong or missing signature gets F with INVALID_SIGNATURE.",
    requires: ["signing"],
  },
  async (context) => {
    const exchanges = [await wrong(context)];
    const identity = await seededIdentity(context, context);
    const request = plainRequest(context, identity);
    for (const name of ["Signature", "Client-Id", "Request-Time"]) {
      exchanges.push(await context.send({ ...request, headers: { ...request.headers, [name]: undefined } }));
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

export const signatureBeforeParameters = serverCase(
  {
    id: "signature/before-parameters",
    level: "policy",
    rule: "A wrong signature is found before illegal parameters and before malformed JSON.",
    requires: ["control"],
  },
  async (context) => {
    for (const body of ['{"templates":[]}', "{"]) {
      expectCode(await wrong(context, body), "INVALID_SIGNATURE", "A wrong signature over an illegal body");
    }
  },
);

export const requestTimeTolerance = serverCase(
  {
    id: "signature/request-time-tolerance",
    level: "policy",
    rule: "Under requestTimeTolerance a Request-Time further away from the virtual clock, before or after, is refused.",
    requires: ["control"],
  },
  async (context) => {
    const identity = await seededIdentity(context, context, { requestTimeTolerance: "PT5M" });
    const at = async (minutes: number): Promise<Exchange> => {
      const body = JSON.stringify(signedBody(context));
      const time = new Date(Date.now() + minutes * 60_000).toISOString();
      return context.send(signedRequest(context, identity, { body, time }));
    };
    for (const minutes of [-4, 4]) expectStatus(await at(minutes), "S", `${minutes} minutes away`);
    for (const minutes of [-6, 6]) expectCode(await at(minutes), "INVALID_SIGNATURE", `${minutes} minutes away`);
    await context.control.advance("PT1H");
    expectCode(await at(0), "INVALID_SIGNATURE", "An hour behind the virtual clock");
    expectStatus(await at(60), "S", "On the virtual clock");
  },
);
