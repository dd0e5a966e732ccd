import type { SearchEntry } from "../search-index.ts";
import { excerpt, rank, wordsOf } from "./search-ranking.ts";

declare global {
  interface Window {
    searchIndex?: readonly SearchEntry[];
  }
}

let index: Promise<readonly SearchEntry[]> | undefined;

/** A script and no fetch: a site that is opened from disk may not fetch. */
const load = (): Promise<readonly SearchEntry[]> =>
  (index ??= new Promise((resolve) => {
    const script = document.createElement("script");
    script.src = "search-index.js";
    for (const event of ["load", "error"]) script.addEventListener(event, () => resolve(window.searchIndex ?? []));
    document.head.append(script);
  }));

const textIn = (tag: string, text: string): HTMLElement => {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
};

const row = ({ href, title, page, text }: SearchEntry, word: string, chosen: () => void): HTMLElement => {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = href;
  link.append(textIn("strong", title), textIn("span", page), textIn("small", excerpt(text, word)));
  link.addEventListener("click", chosen);
  item.append(link);
  return item;
};

const countOf = (words: readonly string[], found: readonly unknown[]): string => {
  if (words.length === 0) return "";
  return found.length === 0 ? "Nothing found" : `${found.length} found`;
};

interface SearchBox {
  readonly dialog: HTMLDialogElement;
  readonly field: HTMLInputElement;
  readonly list: HTMLUListElement;
  readonly status: Element;
}

const searchBox = (): SearchBox | undefined => {
  const dialog = document.querySelector<HTMLDialogElement>("#search");
  const field = dialog?.querySelector("input");
  const list = dialog?.querySelector("ul");
  const status = dialog?.querySelector("[role=status]");
  return dialog && field && list && status ? { dialog, field, list, status } : undefined;
};

const show = async ({ dialog, field, list, status }: SearchBox): Promise<void> => {
  const words = wordsOf(field.value);
  const found = rank(await load(), words);
  list.replaceChildren(...found.map((entry) => row(entry, words[0] ?? "", () => dialog.close())));
  status.textContent = countOf(words, found);
};

const moveFocus = ({ field, list }: SearchBox, step: number): void => {
  const stops: HTMLElement[] = [field, ...list.querySelectorAll("a")];
  const at = stops.findIndex((stop) => stop === document.activeElement);
  stops[Math.min(Math.max(at + step, 0), stops.length - 1)]?.focus();
};

const isWanted = (event: KeyboardEvent): boolean => {
  if (event.key === "k") return event.ctrlKey || event.metaKey;
  return event.key === "/" && !(event.target instanceof Element && event.target.matches("input, textarea, select"));
};

/** One search over guides and references: by its button, Ctrl+K or "/". */
export const searchEverywhere = (): void => {
  const box = searchBox();
  if (box === undefined) return;
  const { dialog, field, list } = box;
  const open = (): void => {
    if (dialog.open) return;
    dialog.showModal();
    field.select();
    void show(box);
  };
  document.querySelector("nav.site .find")?.addEventListener("click", open);
  field.addEventListener("input", () => void show(box));
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    moveFocus(box, event.key === "ArrowDown" ? 1 : -1);
    event.preventDefault();
  });
  dialog.querySelector("form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.click();
  });
  // Before Redoc hears it, which would open a search of its own.
  addEventListener(
    "keydown",
    (event) => {
      if (!isWanted(event)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      open();
    },
    { capture: true },
  );
};
