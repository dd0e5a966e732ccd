import type { ServerCase } from "../engine/case.js";
import { expectNotTaken, expectPlainTaken, signingCase, type SignedRequest, type SigningClient } from "./identity.js";

export interface Refused {
  readonly name: string;
  readonly rule: string;
  /** Requests that must be refused, each with what is wrong about it. */
  readonly sends: (client: SigningClient) => readonly (readonly [what: string, request: SignedRequest])[];
}

/** A case about requests of which none may be taken, where the sample in the usual form is. */
export const refusedCase = ({ name, rule, sends }: Refused): ServerCase =>
  signingCase({ id: `signature/${name}`, level: "inferred", rule }, async (client) => {
    await expectPlainTaken(client);
    for (const [what, request] of sends(client)) expectNotTaken(await client.context.send(request), what);
  });
