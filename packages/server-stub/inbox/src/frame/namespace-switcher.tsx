import type { JSX } from "preact";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { stubAddress } from "../control/address.js";
import { call } from "../control/call.js";
import type { NamespaceList, NamespaceSummary } from "../control/rows.js";
import { steps } from "../list/steps.js";
import { go, place } from "../state/place.js";
import { recentNamespaces, rememberNamespace } from "../state/recent.js";
import { Icon } from "./icon.js";

const legalName = /^[A-Za-z0-9._-]{1,64}$/;

const leave = (namespace: string): void => {
  if (namespace !== place.get().namespace) go({ namespace, intent: "", message: "" });
};

/** Choices that a page key passes. */
const PAGE = 8;

type Choice = { readonly name: string; readonly note: string };

/** The namespaces that this browser looked at come first, then the ones that were used last. */
const recentFirst = (all: readonly NamespaceSummary[], recent: readonly string[]): readonly NamespaceSummary[] => {
  const rank = ({ name }: NamespaceSummary): number => (recent.includes(name) ? recent.indexOf(name) : recent.length);
  return all.toSorted(
    (one, other) =>
      rank(one) - rank(other) || (one.lastUsedAt < other.lastUsedAt ? 1 : one.lastUsedAt > other.lastUsedAt ? -1 : 0),
  );
};

const choicesFor = (all: readonly NamespaceSummary[], typed: string): readonly Choice[] => {
  const found = recentFirst(all, recentNamespaces())
    .filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()))
    .map(({ name, messages, attempts }) => ({ name, note: `${messages} messages, ${attempts} attempts` }));
  const isNew = legalName.test(typed) && !all.some(({ name }) => name === typed);
  return isNew ? [...found, { name: typed, note: "create" }] : found;
};

/** Chooses the namespace: type to narrow the list or to name a new one. */
export const NamespaceSwitcher = ({ namespace }: { readonly namespace: string }): JSX.Element => {
  const id = useId();
  const [all, take] = useState<readonly NamespaceSummary[]>([]);
  const [typed, type] = useState<string>();
  const [at, move] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const open = typed !== undefined;
  const choices = open ? choicesFor(all, typed) : [];

  useEffect(() => {
    if (!open) return;
    void call<NamespaceList>(stubAddress("namespaces"))
      .then(({ namespaces }) => take(namespaces))
      // The list is a convenience; a name can be typed without it.
      .catch(() => undefined);
  }, [open]);

  useEffect(() => rememberNamespace(namespace), [namespace]);

  // The list scrolls along with the keys.
  useLayoutEffect(() => {
    if (open) document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: "nearest" });
  }, [open, at]);

  const close = (): void => {
    type(undefined);
    move(0);
  };
  const choose = (name: string | undefined): void => {
    if (name === undefined) return;
    close();
    field.current?.blur();
    leave(name);
  };
  const listen = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && open) {
      event.preventDefault();
      close();
      return;
    }
    if (event.key === "Enter") {
      event.preventDefault();
      choose(choices[at]?.name);
      return;
    }
    const to = steps(event.key, at, { count: choices.length, page: PAGE, horizontal: false });
    // Home and End stay with the text while there is some.
    if (to === undefined || ((event.key === "Home" || event.key === "End") && typed !== "")) return;
    event.preventDefault();
    if (open) move(to);
    else type("");
  };

  return (
    <div class="switcher">
      <label class="off-screen" for={`${id}-field`}>
        Namespace
      </label>
      <input
        id={`${id}-field`}
        ref={field}
        role="combobox"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        {...(open && choices[at] !== undefined ? { "aria-activedescendant": `${id}-${at}` } : {})}
        autocomplete="off"
        spellcheck={false}
        maxLength={64}
        placeholder={namespace}
        value={typed ?? namespace}
        onFocus={() => type("")}
        onBlur={close}
        onInput={(event) => {
          type(event.currentTarget.value);
          move(0);
        }}
        onKeyDown={listen}
      />
      <Icon name="down" />
      <ul
        class={open ? "switcher-list" : "switcher-list hidden"}
        id={`${id}-list`}
        role="listbox"
        aria-label="Namespaces"
      >
        {choices.map(({ name, note }, index) => (
          <li
            key={name}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            // Before the field loses the focus and closes the list.
            onMouseDown={(event) => {
              event.preventDefault();
              choose(name);
            }}
          >
            <span>{name}</span>
            <span class="switcher-note">{note}</span>
          </li>
        ))}
        {open && choices.length === 0 && (
          <li role="option" aria-selected={false} aria-disabled="true" class="switcher-none">
            {typed === "" ? "Loading namespaces" : "Letters, digits, dot, underscore and hyphen only"}
          </li>
        )}
      </ul>
    </div>
  );
};
