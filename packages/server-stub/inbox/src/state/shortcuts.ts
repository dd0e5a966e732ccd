import { paneJumps, type Pane } from "./jumps.js";
import { observable } from "./observable.js";

const key = "inbox-shortcuts";

const stored = (): boolean => {
  try {
    return localStorage.getItem(key) !== "off";
  } catch {
    return true;
  }
};

/** Whether single keys act; speech input needs a way to switch them off (WCAG 2.1.4). */
export const shortcutsOn = observable(stored());

export const switchShortcuts = (on: boolean): void => {
  shortcutsOn.set(on);
  try {
    localStorage.setItem(key, on ? "on" : "off");
  } catch {
    // Nothing to keep it in.
  }
};

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;

// An open dialog has the keyboard to itself.
const isTaken = (event: KeyboardEvent): boolean =>
  event.defaultPrevented ||
  event.ctrlKey ||
  event.metaKey ||
  event.altKey ||
  document.querySelector("dialog[open]") !== null;

type Actions = {
  readonly search: () => void;
  readonly help: () => void;
  readonly jump: (pane: Pane) => void;
  readonly escape: () => boolean;
};

/** Listens to the keys of the whole page; returns how to stop. */
export const listenToKeys = ({ search, help, jump, escape }: Actions): (() => void) => {
  const actions = new Map([
    ["/", search],
    ["?", help],
    ...paneJumps.map(({ key: letter, pane }) => [letter, () => jump(pane)] as const),
  ]);
  const listen = (event: KeyboardEvent): void => {
    if (isTaken(event)) return;
    if (event.key === "Escape") {
      if (escape()) event.preventDefault();
      return;
    }
    const act = shortcutsOn.get() && !isTyping(event.target) ? actions.get(event.key) : undefined;
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  addEventListener("keydown", listen);
  return () => removeEventListener("keydown", listen);
};
