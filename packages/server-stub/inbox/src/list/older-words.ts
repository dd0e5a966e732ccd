/** What lies before the oldest row of a list: rows that a scroll loads, and rows that the stub has let go of. */
export const olderWords = (older: boolean, forgotten: number): string =>
  [older ? ", the newest" : "", forgotten === 0 ? "" : `, ${forgotten} older let go for lack of room`].join("");
