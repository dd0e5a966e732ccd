import type { JSX } from "preact";
import { go, type Place } from "../state/place.js";
import { outcomeNames, outcomeStatuses } from "./outcome-words.js";

const choices = [
  { value: "", words: "All" },
  ...outcomeStatuses.map((status) => ({ value: status, words: outcomeNames[status] })),
];

/** Lets through the intents with an attempt that came out like this. */
export const OutcomeFilter = ({ where }: { readonly where: Place }): JSX.Element => (
  <fieldset class="choices">
    <legend class="off-screen">What the user got</legend>
    {choices.map(({ value, words }) => (
      <label key={value}>
        <input
          type="radio"
          name="outcome"
          value={value}
          checked={where.outcome === value}
          onChange={() => go({ outcome: value }, "replace")}
        />
        <span>{words}</span>
      </label>
    ))}
  </fieldset>
);
