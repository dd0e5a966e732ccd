import type { ClientRules } from "../reference/client-rules.js";
import type { Rules } from "../reference/rules.js";

/** A deliberately wrong server or client: one change to one rule. */
export interface Mutant<Changed> {
  readonly id: string;
  /** What is wrong, in words. */
  readonly change: string;
  /** Ids of the statements that it violates, and no other. */
  readonly violates: readonly string[];
  readonly rules: Partial<Changed>;
  /** Cases that can notice at all; left out, all but the boundaries. */
  readonly concerns?: RegExp;
}

export type ServerMutant = Mutant<Rules>;

export interface ClientMutant extends Mutant<ClientRules> {
  /** The case that is meant to notice; others may as well. */
  readonly killer: string;
}
