import { randomText } from "../model/random.js";
import { dateNow } from "../model/real-time.js";

const MILLION = 1_000_000;

/**
 * Ids that grow with time, as the documented sample does, so that an index on them is written at its end. Digits and hex
 * only; the part of the process keeps replicas apart.
 */
export const createMessageIds = (now: () => number = dateNow, processPart = randomText(6, "hex")) => {
  let count = 0;
  let last = -1;
  let time = "";
  return (): string => {
    const current = now();
    if (current !== last) {
      last = current;
      time = new Date(current).toISOString().replaceAll(/\D/g, "");
    }
    count = (count + 1) % MILLION;
    return `${time}${String(count).padStart(6, "0")}${processPart}`;
  };
};
