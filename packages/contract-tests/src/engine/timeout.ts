import type { Pace } from "./pace.js";

/** Milliseconds. Long enough for a case of a hundred calls on a machine that is busy with other things. */
const caseTimeout = 180_000;

/** Ends a case that comes to no verdict; time that the server made requests wait does not count. */
export const withTimeout = async (work: Promise<void>, pace: Pace | undefined): Promise<void> => {
  const waited = (): number => pace?.waited() ?? 0;
  const before = waited();
  const started = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    const look = (): void => {
      const left = caseTimeout + waited() - before - (performance.now() - started);
      if (left > 0) timer = setTimeout(look, left);
      else reject(new Error(`no verdict within ${caseTimeout / 1000} s`));
    };
    look();
  });
  try {
    await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
};
