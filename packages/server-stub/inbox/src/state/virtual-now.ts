import { useEffect, useRef, useState } from "preact/hooks";
import type { Clock } from "../control/rows.js";

const minute = 60_000;

/** The namespace's time, to the minute: as long ago as the clock was read, added to what it said. */
export const useVirtualNow = (clock: Clock | undefined): Date => {
  const ahead = useRef(0);
  const [, tick] = useState(0);
  const seen = useRef<Clock | undefined>(undefined);
  if (clock !== undefined && seen.current !== clock) {
    seen.current = clock;
    ahead.current = new Date(clock.now).getTime() - Date.now();
  }
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), minute);
    return () => clearInterval(timer);
  }, []);
  return new Date(Date.now() + ahead.current);
};
