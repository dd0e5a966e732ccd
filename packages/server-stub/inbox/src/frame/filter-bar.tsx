import type { JSX, RefObject } from "preact";
import { channelNames, operationNames, superAppNames } from "../control/rows.js";
import { isFiltered } from "../state/filter.js";
import { clearFilters, go, type Place } from "../state/place.js";
import { Icon } from "./icon.js";

type Choice = { readonly name: "channel" | "superApp" | "operation"; readonly label: string; readonly all: string };

const Choose = ({
  name,
  label,
  all,
  where,
  options,
}: Choice & {
  readonly where: Place;
  readonly options: Readonly<Record<string, string>>;
}): JSX.Element => (
  <label class={where[name] === "" ? "choose" : "choose choose-set"}>
    <span class="off-screen">{label}</span>
    <select value={where[name]} onChange={(event) => go({ [name]: event.currentTarget.value }, "replace")}>
      <option value="">{all}</option>
      {Object.entries(options).map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </select>
    <Icon name="down" />
  </label>
);

type FilterBar = { readonly where: Place; readonly field: RefObject<HTMLInputElement | null> };

/** Search and filters; all of it lives in the address of the page. */
export const FilterBar = ({ where, field }: FilterBar): JSX.Element => (
  <search class="filters" aria-label="Search and filters">
    <label class="search">
      <span class="off-screen">Search messages and attempts</span>
      <Icon name="search" />
      <input
        ref={field}
        type="search"
        value={where.search}
        placeholder="Search ids, texts, codes"
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => go({ search: event.currentTarget.value }, "replace")}
      />
      <kbd aria-hidden="true">/</kbd>
    </label>
    <Choose name="channel" label="Channel" all="All channels" where={where} options={channelNames} />
    <Choose name="superApp" label="Super app" all="All super apps" where={where} options={superAppNames} />
    <Choose name="operation" label="Operation" all="Both operations" where={where} options={operationNames} />
    {isFiltered(where) && (
      <button type="button" class="button quiet" onClick={clearFilters}>
        Clear
      </button>
    )}
  </search>
);
