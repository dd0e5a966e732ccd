import type { ClientFactory } from "../engine/client-context.js";
import { Inconclusive } from "../engine/verdict.js";
import { clientCase, type ClientCase } from "../engine/case.js";
import { scenarios } from "../scenarios/all.js";
import type { Scenario } from "../scenarios/scenario.js";
import { newIdentities, privatePem, publicPem } from "./identity.js";
import { play } from "./play.js";
import type { Ran, Runner, Task } from "./runner.js";

const identities = newIdentities();

/** A client made by a factory, with the real `fetch`; it never runs outside of this process. */
const factoryRunner = (createClient: ClientFactory): Runner => ({
  kills: false,
  run: async ({ scenario, operation, baseUrl, request, identity, signed }: Task): Promise<Ran> => {
    const { clientId, keyVersion, client, platform } = identity;
    const keys = signed ? { keyVersion, privateKey: privatePem(client), platformPublicKey: publicPem(platform) } : {};
    try {
      const made = createClient({ baseUrl, clientId, ...keys, timeout: 5000, ...scenario.client });
      const outcome = await (operation === "sendMessage" ? made.sendMessage(request) : made.sendInbox(request));
      return { line: outcome, complete: true };
    } catch (error) {
      return { refused: true, trouble: `The client threw ${error instanceof Error ? error.message : String(error)}` };
    }
  },
});

const inProcess = (subject: Scenario): ClientCase => {
  const { id, level, rule } = subject;
  return clientCase({ id, level, rule }, async ({ createClient }) => {
    const runner = factoryRunner(createClient);
    const verdict = await play(subject, { runner, identities, operation: "sendMessage", signed: true });
    if (verdict.failure !== undefined) throw verdict.failure;
    if (verdict.status === "inconclusive") throw new Inconclusive(verdict.reason ?? "");
  });
};

/** The scenarios that a factory can play: all that need no process of its own. */
export const scenarioCases: readonly ClientCase[] = scenarios.filter(({ runs }) => runs !== "killed").map(inProcess);
