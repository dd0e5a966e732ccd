/** Does something once at a time. Whoever asks while it is under way gets what comes next, together with all who asked so. */
export const oneAtATime = <T>(work: () => Promise<T>): (() => Promise<T>) => {
  let last: Promise<unknown> = Promise.resolve();
  let next: Promise<T> | undefined;
  return () => {
    if (next) return next;
    const begun = last.then(() => {
      next = undefined;
      return work();
    });
    next = begun;
    last = begun.catch(() => {});
    return begun;
  };
};
