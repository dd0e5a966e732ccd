const key = "inbox-recent";

const MOST = 10;

/** The namespaces that this browser looked at, the last one first. */
export const recentNamespaces = (): readonly string[] => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(kept) ? kept.filter((name) => typeof name === "string") : [];
  } catch {
    return [];
  }
};

export const rememberNamespace = (name: string): void => {
  const names = [name, ...recentNamespaces().filter((other) => other !== name)].slice(0, MOST);
  try {
    localStorage.setItem(key, JSON.stringify(names));
  } catch {
    // Nothing to keep it in.
  }
};
