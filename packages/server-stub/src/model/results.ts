import { resultCodes } from "../generated/result-codes.js";
import { OPERATIONS, type Operation, type Result } from "./operation.js";

const LONGEST_MESSAGE = 256;

const tableOf = (operation: Operation): ReadonlyMap<string, Result> =>
  new Map(
    resultCodes[operation].map(({ code, status, message }) => [
      code,
      Object.freeze({ resultCode: code, resultStatus: status, resultMessage: message }),
    ]),
  );

const tables: ReadonlyMap<Operation, ReadonlyMap<string, Result>> = new Map(
  OPERATIONS.map((operation) => [operation, tableOf(operation)]),
);

/** Whether `x-result-codes` of the operation lists the code: the closed set of what the stub emits (erratum E11). */
export const isResultCode = (operation: Operation, code: string): boolean => tables.get(operation)?.has(code) === true;

/** Whether a code may be planned for an operation, or for any when none is named. */
export const isPlannable = (code: string, operation: Operation | undefined): boolean =>
  operation ? isResultCode(operation, code) : OPERATIONS.some((one) => isResultCode(one, code));

/** Cuts by code points, since `maxLength` counts them. */
const cut = (text: string): string =>
  text.length <= LONGEST_MESSAGE ? text : Array.from(text).slice(0, LONGEST_MESSAGE).join("");

/**
 * The result of a code with its documented message. `detail` (`<field>: <rule>`) is appended for PARAM_ILLEGAL alone.
 *
 * @throws RangeError for a code that the operation does not list: such a result must never leave the stub.
 */
export const resultOf = (operation: Operation, code: string, detail?: string): Result => {
  const result = tables.get(operation)?.get(code);
  if (!result) throw new RangeError(`${code} is no result code of ${operation}`);
  if (code !== "PARAM_ILLEGAL" || detail === undefined) return result;
  return { ...result, resultMessage: cut(`${result.resultMessage} ${detail}`) };
};
