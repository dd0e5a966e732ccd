import { go, place, type Place } from "./place.js";

export type Pane = Place["pane"];

export const paneJumps: readonly { readonly pane: Pane; readonly words: string; readonly key: string }[] = [
  { pane: "phones", words: "Phones", key: "p" },
  { pane: "journal", words: "Journal", key: "j" },
  { pane: "controls", words: "Controls", key: "c" },
];

const firstStop = (pane: Pane): HTMLElement | null => {
  const found = document.querySelector<HTMLElement>(
    pane === "controls" ? "#controls [aria-selected=true]" : `#${pane} [data-stop][tabindex="0"]`,
  );
  // Nothing came in yet: the pane, or what stands in its place.
  return found ?? document.getElementById(pane) ?? document.getElementById("main");
};

/** Shows a pane, on a narrow screen in place of another one, and puts the focus on the first thing in it. */
export const jumpTo = (pane: Pane): void => {
  const opens = pane === "controls" && place.get().panel === "";
  go({ pane, ...(opens ? { panel: "send" } : {}) });
  // After the pane is drawn.
  requestAnimationFrame(() => firstStop(pane)?.focus());
};
