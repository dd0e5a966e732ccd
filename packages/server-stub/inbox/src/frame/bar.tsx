import type { ComponentChildren, JSX } from "preact";
import { durationWords } from "../state/time.js";
import { useObservable } from "../state/observable.js";
import { go, place } from "../state/place.js";
import type { Session } from "../state/session.js";
import { nextTheme, theme } from "../state/theme.js";
import { Icon, type IconName } from "./icon.js";
import { NamespaceSwitcher } from "./namespace-switcher.js";

const connections = {
  connecting: "Connecting",
  live: "Live",
  lost: "Lost",
} as const;

const themeIcons: Readonly<Record<"auto" | "light" | "dark", IconName>> = { auto: "auto", light: "sun", dark: "moon" };

const ThemeButton = (): JSX.Element => {
  const chosen = useObservable(theme);
  const words = `Colours: ${chosen === "auto" ? "as the system" : chosen}. Change`;
  return (
    <button type="button" class="button bare" aria-label={words} title={words} onClick={nextTheme}>
      <Icon name={themeIcons[chosen]} />
    </button>
  );
};

const ClockButton = ({ session }: { readonly session: Session }): JSX.Element | null => {
  const ahead = session.clock === undefined ? "" : durationWords(session.clock.advanced);
  if (ahead === "") return null;
  return (
    <button type="button" class="button clock-ahead" onClick={() => go({ panel: "clock", pane: "controls" })}>
      <Icon name="clock" />
      <span class="off-screen">The virtual clock is </span>+{ahead}
    </button>
  );
};

type Bar = {
  readonly session: Session;
  readonly controlsOpen: boolean;
  readonly onHelp: () => void;
  /** Search and filters. */
  readonly children: ComponentChildren;
};

export const toggleControls = (): void => {
  const opening = place.get().panel === "";
  go(opening ? { panel: "send", pane: "controls" } : { panel: "", pane: "phones" });
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>(opening ? "#controls [aria-selected=true]" : ".controls-button")?.focus(),
  );
};

/** The head of the page. */
export const Bar = ({ session, controlsOpen, onHelp, children }: Bar): JSX.Element => (
  <header class="bar">
    <h1>
      <span class="brand" aria-hidden="true" />
      Inbox
    </h1>
    <NamespaceSwitcher namespace={session.namespace} />
    <p class={`connection connection-${session.connection}`} role="status">
      <span class="dot" aria-hidden="true" />
      <span class="connection-words">{connections[session.connection]}</span>
    </p>
    <ClockButton session={session} />
    {children}
    <span class="spring" />
    <a class="button quiet docs-link" href="docs/">
      Docs
    </a>
    <button
      type="button"
      class="button controls-button"
      aria-expanded={controlsOpen}
      aria-controls="controls"
      onClick={toggleControls}
    >
      <Icon name="controls" />
      Controls
    </button>
    <ThemeButton />
    <button type="button" class="button bare" aria-label="Help and keys" title="Help and keys (?)" onClick={onHelp}>
      <Icon name="help" />
    </button>
  </header>
);
