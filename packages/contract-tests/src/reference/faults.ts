import type { JsonObject } from "../spec/json.js";
import type { Attempt, World } from "./world.js";

/** Takes the first planned fault of this kind that matches, and counts it as happened. */
export const takeFault = (
  world: World,
  { operation, body }: Pick<Attempt, "operation" | "body">,
  kind: string,
  times: (times: number) => number = (count) => count,
): JsonObject | undefined => {
  const found = world.faults.find(
    ({ fault, happened }) =>
      kind in fault.effect &&
      (fault.operation ?? operation.id) === operation.id &&
      (fault.requestId ?? body["requestId"]) === body["requestId"] &&
      happened < times(fault.times ?? Infinity),
  );
  if (found === undefined) return undefined;
  found.happened += 1;
  return found.fault.effect;
};
