import type { StreamNews } from "./event-stream.js";

const EVERY = 3000;

/**
 * In place of a stream where the browser has no connection left for one: asks the namespace at intervals and lets the
 * lists be read again.
 *
 * @param address of the stream; its clock is the smallest question beside it
 * @returns ends it.
 */
export const pollEvents = (address: string, tell: (news: StreamNews) => void): (() => void) => {
  let open = false;
  const ask = async (): Promise<void> => {
    const answers = await fetch(address.replace(/events$/, "clock"), { cache: "no-store" }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answers !== open) tell({ kind: answers ? "opened" : "lost" });
    else if (answers) tell({ kind: "event", type: "resync", data: "{}" });
    open = answers;
  };
  void ask();
  const timer = setInterval(() => void ask(), EVERY);
  return () => clearInterval(timer);
};
