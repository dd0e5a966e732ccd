import type { StreamNews } from "./event-stream.js";
import type { TabRequest } from "./worker.js";

/** Takes a lock that lives as long as this tab, so that the worker can tell a closed tab from a silent one. */
const holdLife = (): Promise<string> =>
  new Promise((resolve) => {
    if (!("locks" in navigator)) {
      resolve("");
      return;
    }
    const name = `inbox-tab-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
    void navigator.locks.request(name, () => {
      resolve(name);
      return new Promise<void>(() => undefined);
    });
  });

let life: Promise<string> | undefined;

/** Follows a stream that the worker reads for all tabs. */
export const followThroughWorker = (address: string, tell: (news: StreamNews) => void): (() => void) => {
  const worker = new SharedWorker(document.body.dataset["worker"] ?? "", { type: "module", name: "inbox-events" });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has no target
  const ask = (request: TabRequest): void => worker.port.postMessage(request);
  const leave = (): void => ask({ leave: true });
  worker.port.addEventListener("message", ({ data }: MessageEvent<StreamNews>) => tell(data));
  worker.port.start();
  life ??= holdLife();
  // Only once the lock is held: the worker would take a free one for that of a tab that is gone.
  void life.then((name) => ask({ follow: address, life: name }));
  addEventListener("pagehide", leave);
  return () => {
    removeEventListener("pagehide", leave);
    leave();
  };
};
