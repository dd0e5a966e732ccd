import type { JSX } from "preact";
import { go, type Place } from "../state/place.js";

const statuses = [
  { value: "", name: "All", words: "All results" },
  { value: "S", name: "S", words: "Succeeded" },
  { value: "A", name: "A", words: "Accepted" },
  { value: "F", name: "F", words: "Failed" },
  { value: "U", name: "U", words: "Unknown" },
] as const;

/** Lets through the intents with an attempt of this status. */
export const StatusFilter = ({ where }: { readonly where: Place }): JSX.Element => (
  <fieldset class="choices">
    <legend class="off-screen">Result status</legend>
    {statuses.map(({ value, name, words }) => (
      <label key={value} title={words}>
        <input
          type="radio"
          name="status"
          value={value}
          checked={where.status === value}
          aria-label={words}
          onChange={() => go({ status: value }, "replace")}
        />
        <span aria-hidden="true">{name}</span>
      </label>
    ))}
  </fieldset>
);
