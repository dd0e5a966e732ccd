import type { JSX } from "preact";
import { toggleControls } from "../frame/bar.js";
import { Icon } from "../frame/icon.js";
import { Tabs } from "../frame/tabs.js";
import { keysOf } from "../state/keys.js";
import { go } from "../state/place.js";
import type { Session } from "../state/session.js";
import { ClientPanel } from "./client-panel.js";
import { ClockPanel } from "./clock-panel.js";
import { FaultsPanel } from "./faults-panel.js";
import { PoliciesPanel } from "./policies-panel.js";
import { ResetPanel } from "./reset-panel.js";
import { SeedsPanel } from "./seeds-panel.js";
import { SendPanel } from "./send-panel.js";

const panels = {
  send: { label: "Send", Panel: SendPanel },
  faults: { label: "Faults", Panel: FaultsPanel },
  policies: { label: "Policies", Panel: PoliciesPanel },
  clock: { label: "Clock", Panel: ClockPanel },
  seeds: { label: "Seeds", Panel: SeedsPanel },
  client: { label: "Client", Panel: ClientPanel },
  reset: { label: "Reset", Panel: ResetPanel },
} as const;

type Name = keyof typeof panels;

const names = keysOf(panels);

const nameOf = (panel: string): Name => names.find((name) => name === panel) ?? "send";

/** Everything that steers the namespace. */
export const Controls = ({ session, panel }: { readonly session: Session; readonly panel: string }): JSX.Element => {
  const chosen = nameOf(panel);
  const { Panel } = panels[chosen];
  return (
    <section class="pane controls" id="controls" aria-labelledby="controls-title">
      <header class="pane-head">
        <h2 id="controls-title">Controls</h2>
        <button
          type="button"
          class="button bare"
          aria-label="Close the controls"
          title="Close (Esc)"
          onClick={toggleControls}
        >
          <Icon name="close" />
        </button>
      </header>
      <Tabs
        id="panel"
        label="Controls"
        chosen={chosen}
        onChoose={(name) => go({ panel: name }, "replace")}
        tabs={names.map((name) => ({ name, label: panels[name].label }))}
      />
      <div class="panel" role="tabpanel" id="panel-panel" aria-labelledby={`panel-${chosen}`} tabIndex={-1}>
        <Panel key={`${session.namespace} ${chosen}`} session={session} />
      </div>
    </section>
  );
};
