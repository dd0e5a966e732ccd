/** Which of several addresses new connections go to. */
export interface Hosts {
  readonly count: number;
  current(): string;
  /** The one that `url` leads to is of no use now: the next one is asked from now on. */
  giveUp(url: string): void;
}

/** Begins with the first one. Many who give the same one up at the same time count once. */
export const createHosts = (urls: readonly string[]): Hosts => {
  let nth = 0;
  const current = (): string => urls[nth] ?? "";
  return {
    count: urls.length,
    current,
    giveUp(url) {
      if (url === current()) nth = (nth + 1) % urls.length;
    },
  };
};
