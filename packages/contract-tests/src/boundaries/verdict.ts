import { answerOf } from "../engine/answer.js";
import type { Exchange } from "../engine/exchange.js";
import { ContractFailure } from "../engine/failure.js";
import type { ServerTarget } from "../engine/target.js";

const parameterCodes = new Set<unknown>(["PARAM_ILLEGAL", "VERIFY_REQUEST_ID_INVALID"]);

/**
 * Fails when the parameters were refused. In a namespace of its own nothing else can refuse the request, so it must
 * succeed there; a server with registries may well deny a made-up token, and that is no matter of parameters.
 */
export const expectParametersAccepted = (target: ServerTarget, exchange: Exchange, what: string): void => {
  const answer = answerOf(exchange);
  const succeeded = answer.resultStatus === "S" || answer.resultStatus === "A";
  const passed = target.controlUrl === undefined ? !parameterCodes.has(answer.resultCode) : succeeded;
  if (!passed) {
    throw new ContractFailure(`${what} must be accepted`, {
      expected: target.controlUrl === undefined ? "any answer but a parameter error" : "S or A",
      actual: exchange.text,
      exchange,
    });
  }
};

/** Fails unless the parameters were refused. */
export const expectParametersRefused = (exchange: Exchange, what: string): void => {
  const answer = answerOf(exchange);
  if (answer.resultStatus !== "F" || !parameterCodes.has(answer.resultCode)) {
    throw new ContractFailure(`${what} must be refused`, {
      expected: "F with PARAM_ILLEGAL",
      actual: exchange.text,
      exchange,
    });
  }
};
