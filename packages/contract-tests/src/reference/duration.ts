const pattern = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/u;

const units = [604_800_000, 86_400_000, 3_600_000, 60_000, 1000];

/** Milliseconds of an ISO 8601 duration without years and months. */
export const millisecondsOf = (duration: string): number => {
  const parts = pattern.exec(duration)?.slice(1);
  if (parts === undefined) throw new RangeError(`${duration} is no ISO 8601 duration such as PT1H or P30D.`);
  return parts.reduce((sum, part, index) => sum + Number(part ?? 0) * (units[index] ?? 0), 0);
};
