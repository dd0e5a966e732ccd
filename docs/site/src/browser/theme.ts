const page = document.documentElement;

/** Redoc's own name: its pages and the guides share one choice. */
const key = "redoc.colorMode";

const isDark = (): boolean =>
  page.classList.contains("dark") ||
  (!page.classList.contains("light") && matchMedia("(prefers-color-scheme: dark)").matches);

const store = (mode: string): void => {
  try {
    localStorage.setItem(key, mode);
  } catch {
    // A browser that keeps nothing still switches this page.
  }
};

const use = (mode: "light" | "dark"): void => {
  const redoc = document.querySelector<HTMLElement>('#redoc [data-testid="color-mode-switcher"]');
  if (redoc !== null) {
    redoc.click();
    return;
  }
  page.classList.remove("light", "dark");
  page.classList.add(mode);
  store(mode);
};

/** The button for light and dark, on Redoc's pages too. */
export const switchColours = (): void => {
  const button = document.querySelector("nav.site .theme");
  const name = (): void => {
    for (const attribute of ["aria-label", "title"]) {
      button?.setAttribute(attribute, isDark() ? "Light colours" : "Dark colours");
    }
  };
  button?.addEventListener("click", () => {
    use(isDark() ? "light" : "dark");
    setTimeout(name);
  });
  name();
};
