import { isRefusedByWorld, isTaken, looksTaken, shortAnswer } from "../engine/acceptance.js";
import type { Exchange } from "../engine/exchange.js";
import { ContractFailure } from "../engine/failure.js";
import type { ServerContext } from "../engine/server-context.js";
import { Inconclusive } from "../engine/verdict.js";
import type { Operation } from "../spec/operation.js";

/**
 * Fails unless the request was taken. Where the server has registries of its own, a refusal proves something only when
 * the same request with another harmless value is taken.
 */
export const expectAccepted = async (
  context: ServerContext,
  exchange: Exchange,
  {
    what,
    operation,
    harmless,
  }: {
    readonly what: string;
    readonly operation: Operation;
    /** The same request with another harmless value in the same place. */
    readonly harmless: () => Promise<Exchange>;
  },
): Promise<void> => {
  if (isTaken(exchange)) return;
  if (context.target.controlUrl === undefined) {
    const other = await harmless();
    if (!looksTaken(other)) {
      throw new Inconclusive(
        `The server does not take a harmless ${operation.id} request either (${shortAnswer(other)}), so its answer to ${what} proves nothing.`,
        other,
      );
    }
    if (isRefusedByWorld(exchange)) {
      throw new Inconclusive(`The server knows ${what} by a registry of its own (${shortAnswer(exchange)}).`, exchange);
    }
  }
  throw new ContractFailure(`${what} must be accepted`, { expected: "S or A", actual: exchange.text, exchange });
};

/** Fails when the request was taken; which code refuses it is a case of its own. */
export const expectRefused = (exchange: Exchange, what: string): void => {
  if (!isTaken(exchange)) return;
  throw new ContractFailure(`${what} must be refused`, { expected: "F", actual: exchange.text, exchange });
};
