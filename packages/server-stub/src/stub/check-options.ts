import { StubError } from "../model/errors.js";
import { isFields } from "../model/fields.js";
import { nearest } from "../model/nearest.js";
import { shorten } from "../model/shorten.js";
import { GRACE } from "../server/listening.js";
import { FILTER_RULES, LISTEN_RULES, type Rules, STUB_RULES, WAIT_RULES } from "./option-rules.js";

interface Expected<T> {
  readonly call: string;
  /** Of the object that the call takes. */
  readonly example: string;
  readonly rules: Rules<T>;
  /** `every`: a filter that is ignored matches everything. `misspelt`: people spread what settings they have. */
  readonly refuses: "every" | "misspelt";
  readonly noun: string;
}

const refuse = (text: string): never => {
  throw new StubError("OPTION_ILLEGAL", text);
};

/**
 * For callers in JavaScript: a misspelt option would be ignored, and a value that is none would do something else.
 *
 * @throws StubError `OPTION_ILLEGAL` with name and rule, or with the name that was meant.
 */
const checker = <T extends object>({ call, example, rules, refuses, noun }: Expected<T>): ((options: T) => void) => {
  const known = Object.keys(rules);
  return (options) => {
    if (!isFields(options)) refuse(`${call} takes an object: ${example}`);
    for (const [name, value] of Object.entries(options)) {
      if (known.includes(name)) continue;
      const meant = nearest(name, known);
      const mend = meant === undefined ? `known are ${known.join(", ")}` : `did you mean ${meant}?`;
      if (refuses === "every" || (meant !== undefined && value !== undefined))
        refuse(`${shorten(name)}: no such ${noun}; ${mend}`);
    }
    for (const [name, broken] of Object.entries<Rules<T>[keyof T]>(rules)) {
      const value: unknown = Reflect.get(options, name);
      const problem = value === undefined ? undefined : broken(value);
      if (problem !== undefined) refuse(`${name}: ${problem}`);
    }
  };
};

export const checkStubOptions = checker({
  call: "createStub",
  example: '{ store: "memory" }',
  rules: STUB_RULES,
  refuses: "misspelt",
  noun: "option",
});

export const checkListenOptions = checker({
  call: "listen",
  example: "{ port: 4986 }",
  rules: LISTEN_RULES,
  refuses: "misspelt",
  noun: "option",
});

const FILTER = { example: '{ requestId: "ORDER-1" }', rules: FILTER_RULES, refuses: "every", noun: "filter" } as const;

export const checkMessagesFilter = checker({ call: "messages", ...FILTER });
export const checkWaitFilter = checker({ call: "waitForMessage", ...FILTER });

export const checkWaitOptions = checker({
  call: "waitForMessage",
  example: "{ timeout: 1000 } after the filter",
  rules: WAIT_RULES,
  refuses: "every",
  noun: "option",
});

/** @throws StubError `OPTION_ILLEGAL` for what is no text, such as the context of a test's hook. */
export const checkNamespace = (namespace: unknown): void => {
  if (typeof namespace !== "string") refuse('reset takes the name of a namespace, such as "default", or nothing');
};

/**
 * Time for what was accepted, in ms. Hooks of tests are called with something of their own: `afterEach(stub.close)`.
 *
 * @throws StubError `OPTION_ILLEGAL` for a number that is no time.
 */
export const graceOf = (given: unknown): number => {
  if (typeof given !== "number") return GRACE;
  if (!(given >= 0)) refuse("grace: must be a number of milliseconds, 0 or more");
  return given;
};
