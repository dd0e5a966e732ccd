import { shortAnswer } from "../engine/acceptance.js";
import type { Exchange } from "../engine/exchange.js";
import { Inconclusive } from "../engine/verdict.js";

/** What a case throws that needs the signed sample to be taken, when it was not. */
export const sampleNotTaken = (exchange: Exchange): Inconclusive =>
  new Inconclusive(`The server does not take the signed sample (${shortAnswer(exchange)}).`, exchange);
