import { type Variant, variantsOf } from "./cause.js";

const OFFSET = /(Z|[+-]\d\d:?\d\d)$/;

const parseTime = (time: string): number => {
  const text = time.trim();
  if (/^\d{9,11}$/.test(text)) return Number(text) * 1000;
  if (/^\d{12,14}$/.test(text)) return Number(text);
  return Date.parse(OFFSET.test(text) ? text : `${text}Z`);
};

const offsetMinutes = (time: string): number => {
  const [, sign, hours, minutes] = /([+-])(\d\d):?(\d\d)$/.exec(time.trim()) ?? [];
  return (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * (sign === "-" ? -1 : 1);
};

const local = (at: number, offset: number): string => new Date(at + offset * 60_000).toISOString().slice(0, -1);

const pad = (value: number): string => String(Math.trunc(Math.abs(value))).padStart(2, "0");

const zones = (offset: number): string[] => {
  const sign = offset < 0 ? "-" : "+";
  const [hours, minutes] = [pad(offset / 60), pad(offset % 60)];
  return [`${sign}${hours}:${minutes}`, `${sign}${hours}${minutes}`, "", ...(offset === 0 ? ["Z"] : [])];
};

const spellings = (at: number, offset: number): string[] => {
  const precise = local(at, offset);
  const times = [precise, precise.slice(0, 19), `${precise.slice(0, 19)}.000`];
  return zones(offset).flatMap((zone) => times.map((text) => text + zone));
};

const MAX_TIME = 8.64e15 - 1e9;

const isUsable = (at: number): boolean => Math.abs(at) < MAX_TIME;

/** What may have been signed instead of `time`: the same moment, written in another way. */
export const timeVariants = (time: string): Variant[] => {
  const at = parseTime(time);
  const offset = offsetMinutes(time);
  const signed: [string, string][] = [
    ["it was trimmed", time.trim()],
    ...[` ${time}`, `${time} `, `${time}\n`, `${time}\r\n`].map((value): [string, string] => [
      "white space was signed",
      value,
    ]),
    ["no time was signed", ""],
  ];
  if (isUsable(at)) {
    signed.push(
      ["epoch milliseconds were signed", String(at)],
      ["epoch seconds were signed", String(Math.trunc(at / 1000))],
      ...[...new Set([offset, 0])]
        .flatMap((zone) => spellings(at, zone))
        .map((value): [string, string] => ["ISO 8601 was signed in another spelling", value]),
    );
  }
  return variantsOf("time-changed", signed);
};

/** Up to a second to either side, in the header's own spelling and in epoch milliseconds: two readings of the clock. */
export const driftVariants = function* (time: string): Generator<Variant> {
  const at = parseTime(time);
  if (!isUsable(at)) return;
  const offset = offsetMinutes(time);
  const [, fraction, zone = ""] = /(\.\d+)?(Z|[+-]\d\d:?\d\d)?$/.exec(time) ?? [];
  for (let distance = 1; distance <= 1000; distance += 1) {
    for (const moment of [at - distance, at + distance]) {
      const how = `a clock reading ${moment - at} ms away was signed`;
      yield { cause: "time-changed", how, value: String(moment) };
      yield { cause: "time-changed", how, value: local(moment, offset).slice(0, fraction ? 23 : 19) + zone };
    }
  }
};
