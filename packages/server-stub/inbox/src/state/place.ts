import { keysOf } from "./keys.js";
import { observable } from "./observable.js";

/** Everything that the address of the page says: what is looked at, and through which filter. */
export type Place = {
  readonly namespace: string;
  readonly search: string;
  readonly channel: string;
  readonly superApp: string;
  readonly outcome: string;
  readonly operation: string;
  readonly intent: string;
  readonly message: string;
  readonly pane: "phones" | "journal" | "controls";
  readonly panel: string;
};

const nowhere: Place = {
  namespace: "default",
  search: "",
  channel: "",
  superApp: "",
  outcome: "",
  operation: "",
  intent: "",
  message: "",
  pane: "phones",
  panel: "",
};

const parameterNames: Readonly<Record<keyof Place, string>> = {
  namespace: "ns",
  search: "q",
  channel: "channel",
  superApp: "app",
  outcome: "outcome",
  operation: "operation",
  intent: "intent",
  message: "message",
  pane: "pane",
  panel: "panel",
};

const keys = keysOf(parameterNames);

const paneOf = (value: string): Place["pane"] => (value === "journal" || value === "controls" ? value : "phones");

/** What a query string says. */
export const readPlace = (query: string): Place => {
  const parameters = new URLSearchParams(query);
  const read = Object.fromEntries(keys.map((key) => [key, parameters.get(parameterNames[key]) ?? nowhere[key]]));
  return { ...nowhere, ...read, pane: paneOf(parameters.get("pane") ?? "") };
};

/** The shortest query string that says it. */
export const writePlace = (place: Place): string => {
  const parameters = new URLSearchParams();
  for (const key of keys) if (place[key] !== nowhere[key]) parameters.set(parameterNames[key], place[key]);
  const query = parameters.toString();
  return query === "" ? "" : `?${query}`;
};

export const place = observable<Place>(readPlace(location.search));

addEventListener("popstate", () => place.set(readPlace(location.search)));

/** Typing into a filter replaces the history entry; opening something adds one, so that Back closes it. */
export const go = (change: Partial<Place>, history_: "push" | "replace" = "push"): void => {
  const next = { ...place.get(), ...change };
  const address = `${location.pathname}${writePlace(next)}`;
  if (address === `${location.pathname}${location.search}`) return;
  if (history_ === "push") history.pushState(null, "", address);
  else history.replaceState(null, "", address);
  place.set(next);
};

export const clearFilters = (): void =>
  go({ search: "", channel: "", superApp: "", outcome: "", operation: "" }, "replace");
