import { parseTime } from "../time.js";
import { type Variant, variantsOf } from "./cause.js";

const offsetMinutes = (time: string): number => {
  const [, sign, hours, minutes] = /T.*([+-])(\d\d):?(\d\d)$/i.exec(time.trim()) ?? [];
  return (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * (sign === "-" ? -1 : 1);
};

const local = (at: number, offset: number): string => new Date(at + offset * 60_000).toISOString().slice(0, -1);

const pad = (value: number): string => String(Math.trunc(Math.abs(value))).padStart(2, "0");

const zones = (offset: number): string[] => {
  const sign = offset < 0 ? "-" : "+";
  const [hours, minutes] = [pad(offset / 60), pad(offset % 60)];
  return [...(offset === 0 ? ["Z"] : []), `${sign}${hours}:${minutes}`, `${sign}${hours}${minutes}`, ""];
};

const spellings = (at: number, offset: number): string[] => {
  const precise = local(at, offset);
  const times = [precise, precise.slice(0, 19), `${precise.slice(0, 19)}.000`];
  return zones(offset).flatMap((zone) => times.map((text) => text + zone));
};

/** What may have been signed instead of `time`: the same moment, written in another way, the likeliest first. */
export const timeVariants = (time: string): Variant[] => {
  const at = parseTime(time.trim());
  const offset = offsetMinutes(time);
  const same: [string, string][] =
    at === undefined
      ? []
      : [
          ["epoch milliseconds were signed", String(at)],
          ["epoch seconds were signed", String(Math.trunc(at / 1000))],
          ...[...new Set([0, offset])]
            .flatMap((zone) => spellings(at, zone))
            .map((value): [string, string] => ["ISO 8601 was signed in another spelling", value]),
        ];
  return variantsOf("time-changed", [
    ...same,
    ["it was trimmed", time.trim()],
    ...[` ${time}`, `${time} `, `${time}\n`, `${time}\r\n`].map((value): [string, string] => [
      "white space was signed",
      value,
    ]),
    ["no time was signed", ""],
  ]);
};

const FURTHEST = 50;

/** 50 ms to either side, in the header's own spelling and in epoch milliseconds: two readings of the clock. */
export const driftVariants = function* (time: string): Generator<Variant> {
  const at = parseTime(time);
  if (at === undefined) return;
  const offset = offsetMinutes(time);
  const [, fraction, zone = ""] = /(\.\d+)?(Z|[+-]\d\d:?\d\d)?$/i.exec(time) ?? [];
  for (let distance = 1; distance <= FURTHEST; distance += 1) {
    for (const moment of [at - distance, at + distance]) {
      const how = `a clock reading ${moment - at} ms away was signed`;
      yield { cause: "time-changed", how, value: String(moment) };
      yield { cause: "time-changed", how, value: local(moment, offset).slice(0, fraction ? 23 : 19) + zone };
    }
  }
};
