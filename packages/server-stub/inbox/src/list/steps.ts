type Walk = {
  readonly count: number;
  readonly page: number;
  readonly horizontal: boolean;
  /** Items that stand across the way, one below the other in a list that runs sideways. */
  readonly lanes?: number;
};

/** Where a key leads from an item, or undefined when the key does not walk. */
export const steps = (key: string, from: number, { count, page, horizontal, lanes = 1 }: Walk): number | undefined => {
  const [back, forth, up, down] = horizontal
    ? ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]
    : ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"];
  const targets: Readonly<Record<string, number>> = {
    [back]: from - lanes,
    [forth]: from + lanes,
    ...(lanes > 1 ? { [up]: from - 1, [down]: from + 1 } : {}),
    Home: 0,
    End: count - 1,
    PageUp: from - page,
    PageDown: from + page,
  };
  const to = Object.hasOwn(targets, key) ? targets[key] : undefined;
  return to === undefined ? undefined : Math.min(count - 1, Math.max(0, to));
};
