/**
 * Request-Time of the attempts of one client: ISO 8601 with milliseconds, and never the same or an earlier one twice,
 * even within a millisecond or after the clock was set back.
 */
export const requestTimes = (now: () => number): (() => string) => {
  let last = 0;
  return () => {
    last = Math.max(now(), last + 1);
    return new Date(last).toISOString();
  };
};
