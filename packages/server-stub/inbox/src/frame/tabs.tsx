import type { ComponentChildren, JSX } from "preact";
import { useRef } from "preact/hooks";
import { steps } from "../list/steps.js";

export type Tab<Name extends string> = {
  readonly name: Name;
  readonly label: ComponentChildren;
  readonly hint?: string;
};

type Tabs<Name extends string> = {
  readonly label: string;
  readonly tabs: readonly Tab<Name>[];
  readonly chosen: Name;
  readonly onChoose: (name: Name) => void;
  /** Prefix of the element ids; the panel is `<id>-panel`. */
  readonly id: string;
};

/** A row of tabs; arrow keys choose at once. */
export const Tabs = <Name extends string>({ label, tabs, chosen, onChoose, id }: Tabs<Name>): JSX.Element => {
  const row = useRef<HTMLDivElement>(null);
  const walk = (event: KeyboardEvent): void => {
    const from = tabs.findIndex(({ name }) => name === chosen);
    const to = steps(event.key, from, { count: tabs.length, page: 1, horizontal: true });
    const tab = to === undefined ? undefined : tabs[to];
    if (tab === undefined) return;
    event.preventDefault();
    onChoose(tab.name);
    row.current?.querySelector<HTMLElement>(`[data-tab="${tab.name}"]`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={label} ref={row} onKeyDown={walk}>
      {tabs.map((tab) => (
        <button
          key={tab.name}
          type="button"
          role="tab"
          id={`${id}-${tab.name}`}
          data-tab={tab.name}
          aria-selected={tab.name === chosen}
          aria-controls={`${id}-panel`}
          tabIndex={tab.name === chosen ? 0 : -1}
          title={tab.hint}
          onClick={() => onChoose(tab.name)}
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
};
