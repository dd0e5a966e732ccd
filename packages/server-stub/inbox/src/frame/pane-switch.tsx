import type { JSX } from "preact";
import { go, type Place } from "../state/place.js";
import { Icon, type IconName } from "./icon.js";

const panes: readonly { readonly pane: Place["pane"]; readonly icon: IconName; readonly words: string }[] = [
  { pane: "phones", icon: "phone", words: "Phones" },
  { pane: "journal", icon: "journal", words: "Journal" },
  { pane: "controls", icon: "controls", words: "Controls" },
];

/** On a narrow screen one pane shows at a time. */
export const PaneSwitch = ({ where }: { readonly where: Place }): JSX.Element => (
  <nav class="pane-switch" aria-label="Panes">
    {panes.map(({ pane, icon, words }) => (
      <button
        key={pane}
        type="button"
        {...(where.pane === pane ? { "aria-current": "true" as const } : {})}
        onClick={() => go({ pane, ...(pane === "controls" && where.panel === "" ? { panel: "send" } : {}) })}
      >
        <Icon name={icon} />
        {words}
      </button>
    ))}
  </nav>
);
