import type { JSX } from "preact";
import { isFiltered } from "../state/filter.js";
import { clearFilters, type Place } from "../state/place.js";

type Nothing = { readonly what: string; readonly where: Place; readonly yet: string };

/** Why a list is empty: the filters hide everything, or there is nothing. */
export const Nothing = ({ what, where, yet }: Nothing): JSX.Element =>
  isFiltered(where) ? (
    <div class="notice">
      <p class="notice-title">No {what} matches.</p>
      <p>Search and filters hide everything.</p>
      <button type="button" class="button" onClick={clearFilters}>
        Clear search and filters
      </button>
    </div>
  ) : (
    <div class="notice">
      <p class="notice-title">No {what} yet.</p>
      <p>{yet}</p>
    </div>
  );
