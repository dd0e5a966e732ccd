import { observable } from "./observable.js";

export type Theme = "auto" | "light" | "dark";

const key = "inbox-theme";

const order: readonly Theme[] = ["auto", "light", "dark"];

// A browser may forbid storage; the choice then lasts as long as the page.
const stored = (): Theme => {
  try {
    return order.find((theme) => theme === localStorage.getItem(key)) ?? "auto";
  } catch {
    return "auto";
  }
};

export const theme = observable<Theme>(stored());

const show = (): void => {
  if (theme.get() === "auto") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme.get();
};

export const startTheme = (): void => {
  show();
  theme.observe(show);
};

export const nextTheme = (): void => {
  const next = order[(order.indexOf(theme.get()) + 1) % order.length] ?? "auto";
  theme.set(next);
  try {
    localStorage.setItem(key, next);
  } catch {
    // Nothing to keep it in.
  }
};
