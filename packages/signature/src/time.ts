const ISO = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?(?:Z|([+-])(\d\d)(?::?(\d\d))?)?$/i;

/** Date.UTC takes the 30th of February for a day in March. */
const isDay = (year: number, month: number, day: number): boolean => {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};

/**
 * Reads a Request-Time or Response-Time: ISO 8601 with an offset (`+05:30`, `+0530`, `+05`, `Z`) and any number of
 * fraction digits, without an offset UTC; or the epoch in milliseconds (13 digits) or in seconds (10 digits).
 *
 * @returns milliseconds since 1970, fractions of one cut off; `undefined` for anything else, impossible dates included.
 */
export const parseTime = (text: string): number | undefined => {
  if (/^(\d{10}|\d{13})$/.test(text)) return Number(text) * (text.length === 10 ? 1000 : 1);
  const match = ISO.exec(text);
  if (!match) return undefined;
  const [, , , , , , , fraction = "", sign] = match;
  const numberAt = (group: number): number => Number(match[group] ?? 0);
  const [year, month, day] = [numberAt(1), numberAt(2), numberAt(3)];
  const [hour, minute, second] = [numberAt(4), numberAt(5), numberAt(6)];
  const [hours, minutes] = [numberAt(9), numberAt(10)];
  if (!isDay(year, month, day) || Math.max(hour, hours) > 23 || Math.max(minute, second, minutes) > 59)
    return undefined;
  const offset = (hours * 60 + minutes) * (sign === "-" ? -1 : 1);
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, "0"));
  return Date.UTC(year, month - 1, day, hour, minute - offset, second, milliseconds);
};
