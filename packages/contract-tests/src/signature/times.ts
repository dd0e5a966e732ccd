const twoDigits = (value: number): string => String(Math.abs(value)).padStart(2, "0");

/** The same moment in the local time of an offset, in minutes. */
const atOffset = (moment: Date, minutes: number, colon: string): string => {
  const local = new Date(moment.getTime() + minutes * 60_000).toISOString().replace("Z", "");
  const hours = twoDigits(Math.trunc(minutes / 60));
  return `${local}${minutes < 0 ? "-" : "+"}${hours}${colon}${twoDigits(minutes % 60)}`;
};

const seconds = (time: string): string => time.replace(/\.\d+/u, "");

/** The same moment with so many digits behind the second. */
const withDigits = (moment: Date, digits: number): string =>
  moment.toISOString().replace(
    /\.\d+Z/u,
    (fraction) =>
      `${fraction
        .slice(0, -1)
        .padEnd(10, "123456")
        .slice(0, digits + 1)}Z`,
  );

/** One moment in the forms that clients in the wild send. */
export const isoTimes = (moment: Date): readonly string[] => [
  moment.toISOString(),
  seconds(moment.toISOString()),
  ...[1, 2, 6, 7, 9].map((digits) => withDigits(moment, digits)),
  ...[330, 345, -480, -210, 840, -720, 0].map((minutes) => atOffset(moment, minutes, ":")),
  seconds(atOffset(moment, 480, ":")),
  seconds(atOffset(moment, 480, "")),
  atOffset(moment, 0, ""),
];

/** The same moment in UTC, without a word about it. */
export const timesWithoutOffset = (moment: Date): readonly string[] =>
  [moment.toISOString(), seconds(moment.toISOString())].map((time) => time.replace("Z", ""));

/** Texts that are no time: impossible ones, halves of one, and none at all. */
export const noTimes = (moment: Date): readonly string[] => {
  const time = moment.toISOString();
  const [date = "", clock = ""] = time.split("T");
  return [
    "yesterday",
    "null",
    "0",
    "-1",
    date,
    clock,
    `${date}T25:61:61Z`,
    `${date.slice(0, 4)}-13-45T12:00:00Z`,
    `${date.slice(0, 4)}-02-30T12:00:00Z`,
    `${time.slice(0, -1)}+99:99`,
    String(moment.getTime()).slice(0, 6),
    `${moment.getTime()}000`,
  ];
};

/** The same moment written in another way, so that the text differs and the time does not. */
export const sameMoment = (time: string): string => time.replace("Z", "+00:00");
