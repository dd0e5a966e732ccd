import { createRequire } from "node:module";
import type * as Pino from "pino";
import type { Logger } from "../model/logger.js";

/** From the one that says most to the one that says least; `silent` is none of them. */
const LEVELS = ["debug", "info", "warn", "error"] as const;

/** Loaded at once when it is needed: whoever complains may be about to end the process. */
const loadPino = (level: string): Logger => {
  const { destination, pino }: typeof Pino = createRequire(import.meta.url)("pino");
  return pino({ level, name: "server-stub" }, destination({ fd: 2, sync: true }));
};

/** JSON lines on stderr. Loading pino would take a sixth of a start, after which most stubs have nothing to say. */
export const lazyLogger = (level: string): Logger => {
  let loaded: Logger | undefined;
  const least = LEVELS.findIndex((known) => known === level);
  const write =
    (at: (typeof LEVELS)[number]): Logger["debug"] =>
    (fields, text) => {
      if (least === -1 || LEVELS.indexOf(at) < least) return;
      loaded ??= loadPino(level);
      loaded[at](fields, text);
    };
  return { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
};
