const sameDay = (one: Date, other: Date): boolean => one.toDateString() === other.toDateString();

const clockTime = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const exactTime = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
});
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });

const read = (iso: string): Date | undefined => {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? undefined : time;
};

/** As a phone shows it: `10:32`, or `3 Mar, 10:32` on another day than the reference. */
export const phoneTime = (iso: string, reference: Date): string => {
  const time = read(iso);
  if (time === undefined) return iso;
  return sameDay(time, reference) ? clockTime.format(time) : `${day.format(time)}, ${clockTime.format(time)}`;
};

/** As the journal shows it, to the millisecond. */
export const journalTime = (iso: string): string => {
  const time = read(iso);
  return time === undefined ? iso : exactTime.format(time);
};

const units = [
  ["day", 86_400],
  ["h", 3600],
  ["min", 60],
  ["s", 1],
] as const;

/** `PT1H30M` in words, `1 h 30 min`; text that is no duration stays as it is. */
export const durationWords = (duration: string): string => {
  const parts = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(
    duration,
  );
  if (parts === null) return duration;
  const weights = [31_536_000, 2_592_000, 604_800, 86_400, 3600, 60, 1];
  let rest = weights.reduce((sum, weight, index) => sum + weight * Number(parts[index + 1] ?? 0), 0);
  const words: string[] = [];
  for (const [unit, length] of units) {
    const whole = Math.floor(rest / length);
    rest -= whole * length;
    if (whole > 0) words.push(`${whole} ${unit}${unit === "day" && whole > 1 ? "s" : ""}`);
  }
  return words.join(" ");
};
