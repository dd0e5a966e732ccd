/** A clock that was set back by more than this, in milliseconds, was wrong before: it is followed. */
const CORRECTION = 1000;

/**
 * Request-Time of the attempts of one client: ISO 8601 with milliseconds, and never the same or an earlier one twice, within a
 * millisecond or while the clock goes back a little. Only a clock that was set back by more than a second is followed: whoever
 * was an hour ahead once must not stay so.
 */
export const requestTimes = (now: () => number): (() => string) => {
  let last = 0;
  let latest = 0;
  return () => {
    const time = now();
    const isCorrected = time < latest - CORRECTION;
    latest = isCorrected ? time : Math.max(latest, time);
    last = isCorrected ? time : Math.max(time, last + 1);
    return new Date(last).toISOString();
  };
};
