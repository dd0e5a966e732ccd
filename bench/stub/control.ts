type Answer = Readonly<Record<string, unknown>> & { readonly id?: string; readonly next?: string };

/** A call of the control API of a namespace, without a body. @throws Error when it is refused */
export const call = async (url: string, method: string, path: string): Promise<Answer> => {
  const response = await fetch(`${url}/_stub/namespaces/full${path}`, { method });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text === "" ? {} : JSON.parse(text);
};

/** Reads all pages of a list. */
export const listAll = async (url: string, list: string): Promise<void> => {
  for (let cursor = ""; ;) {
    const { next } = await call(url, "GET", `/${list}?limit=1000${cursor}`);
    if (next === undefined) return;
    cursor = `&cursor=${next}`;
  }
};
