export { operationIds as OPERATIONS } from "../generated/facts.js";
export type { Channel, Operation, SuperApp } from "../generated/facts.js";

export type ResultStatus = "S" | "A" | "F" | "U";

/** The result envelope, keys in the order of the documented samples. */
export interface Result {
  readonly resultCode: string;
  readonly resultStatus: ResultStatus;
  readonly resultMessage: string;
}
