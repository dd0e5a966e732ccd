import type { resultCodes } from "../../generated/result-codes.js";
import type { Step } from "../../model/state.js";
import type { Channel, Operation, Result } from "../../model/operation.js";
import type { Refusal, State } from "../../model/state.js";

/** The codes that `x-result-codes` of an operation lists. */
export type CodeOf<O extends Operation> = (typeof resultCodes)[O][number]["code"];

/** The parts of an answer for a message that was taken, each as JSON members without braces; `extendInfo` may be empty. */
export interface TakenParts {
  readonly result: string;
  readonly messageId: string;
  readonly extendInfo: string;
}

/** Everything in which an operation differs from the others. Its route and its schemas are generated. */
export interface OperationDefinition<O extends Operation = Operation> {
  readonly operation: O;
  /** The code of each refusal. */
  readonly codes: Readonly<Record<Refusal, CodeOf<O>>>;
  /** The code when nothing but the length of requestId is wrong. */
  readonly requestIdCode: CodeOf<O>;
  /** The channel of all its messages; left out, the template or its parameters say it. */
  readonly channel?: Channel;
  /** Whether an authClientId may be an appId. */
  readonly authClientIdIsAppId: boolean;
  /** Whether a result is kept for replays. */
  readonly isStored: (result: Result, step: Step) => boolean;
  /** Whether it says S only once the super app has answered, and A before. */
  readonly waitsForSuperApp: boolean;
  /** Whether `policies.extendInfoSpelling` applies; else the answer spells it `extendInfo`. */
  readonly spellsExtendInfoByPolicy: boolean;
  /** The body of an answer for a message that was taken: keys in the order of the documented sample. */
  readonly takenBody: (parts: TakenParts) => string;
  /** Sentences of the API pages (`spec/statements.yaml`) that say what a state means; `signature` for all of that step. */
  readonly statements: Readonly<Record<Refusal | "replayed" | "content-differs" | "signature", string>> &
    Readonly<Partial<Record<State, string>>>;
  /** Its answers say since when it is deprecated (RFC 9745), and link to its successor. */
  readonly deprecation?: { readonly since: string; readonly successor: Operation };
}
