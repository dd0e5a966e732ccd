const PATTERN = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

const DAY = 86_400_000;
const UNITS = [365 * DAY, 30 * DAY, 7 * DAY, DAY, 3_600_000, 60_000, 1000];

/** Longest duration: what is added to today has to stay a date. */
const LONGEST = 1000 * 365 * DAY;

/**
 * Milliseconds of an ISO 8601 duration, a year counted as 365 days and a month as 30. Undefined when it is none, has no
 * part, or is longer than a thousand years.
 */
export const parseDuration = (text: string): number | undefined => {
  const match = PATTERN.exec(text);
  if (!match || text === "P" || text.endsWith("T")) return undefined;
  let sum = 0;
  for (const [index, unit] of UNITS.entries()) sum += Number(match[index + 1] ?? 0) * unit;
  return sum <= LONGEST ? Math.round(sum) : undefined;
};

/** Milliseconds of a duration that was checked before. */
export const durationOf = (text: string): number => {
  const duration = parseDuration(text);
  if (duration === undefined) throw new RangeError(`${text} is no duration`);
  return duration;
};

const part = (count: number, letter: string): string => (count > 0 ? `${count}${letter}` : "");

/** The shortest usual form, such as `P1DT2H` or `PT0S`. */
export const formatDuration = (milliseconds: number): string => {
  let rest = milliseconds;
  const take = (unit: number): number => {
    const count = Math.floor(rest / unit);
    rest -= count * unit;
    return count;
  };
  const days = part(take(DAY), "D");
  const time = part(take(3_600_000), "H") + part(take(60_000), "M") + part(rest / 1000, "S");
  if (time !== "") return `P${days}T${time}`;
  return days === "" ? "PT0S" : `P${days}`;
};
