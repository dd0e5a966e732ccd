const twoDigits = (value: number): string => String(Math.abs(value)).padStart(2, "0");

/** The same moment in the local time of an offset, in minutes. */
const atOffset = (moment: Date, minutes: number, colon: string): string => {
  const local = new Date(moment.getTime() + minutes * 60_000).toISOString().replace("Z", "");
  const hours = twoDigits(Math.trunc(minutes / 60));
  return `${local}${minutes < 0 ? "-" : "+"}${hours}${colon}${twoDigits(minutes % 60)}`;
};

/** One moment in the forms that clients in the wild send. */
export const isoTimes = (moment: Date): readonly string[] => [
  moment.toISOString(),
  moment.toISOString().replace(/\.\d+/u, ""),
  moment.toISOString().replace("Z", "1234Z"),
  atOffset(moment, 330, ":"),
  atOffset(moment, -480, ":"),
  atOffset(moment, 480, ":").replace(/\.\d+/u, ""),
  atOffset(moment, 0, ":"),
  atOffset(moment, 0, ""),
  atOffset(moment, 480, "").replace(/\.\d+/u, ""),
];

/** The same moment written in another way, so that the text differs and the time does not. */
export const sameMoment = (time: string): string => time.replace("Z", "+00:00");
