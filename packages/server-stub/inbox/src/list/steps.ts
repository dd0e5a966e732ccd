type Walk = { readonly count: number; readonly page: number; readonly horizontal: boolean };

/** Where a key leads from an item, or undefined when the key does not walk. */
export const steps = (key: string, from: number, { count, page, horizontal }: Walk): number | undefined => {
  const [back, forth] = horizontal ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
  const targets: Readonly<Record<string, number>> = {
    [back ?? ""]: from - 1,
    [forth ?? ""]: from + 1,
    Home: 0,
    End: count - 1,
    PageUp: from - page,
    PageDown: from + page,
  };
  const to = Object.hasOwn(targets, key) ? targets[key] : undefined;
  return to === undefined ? undefined : Math.min(count - 1, Math.max(0, to));
};
