// The one reader of all tabs: browsers allow six connections to a host, and each stream takes one for good.
import { sharedStreams } from "./shared-stream.js";
import type { StreamNews } from "./event-stream.js";

/** What a tab asks of the worker. `life` is a lock that the tab holds for as long as it lives. */
export type TabRequest = { readonly follow: string; readonly life: string } | { readonly leave: true };

const follow = sharedStreams();

const serve = (port: MessagePort): void => {
  let stop: (() => void) | undefined;
  const end = (): void => {
    stop?.();
    stop = undefined;
    port.close();
  };
  port.addEventListener("message", ({ data }: MessageEvent<TabRequest>) => {
    if ("leave" in data) {
      end();
      return;
    }
    stop ??= follow(data.follow, (news: StreamNews) => port.postMessage(news));
    // A tab that crashed says nothing; its lock is free when it is gone.
    if (data.life !== "") void navigator.locks.request(data.life, end);
  });
  port.start();
};

addEventListener("connect", (event) => {
  const [port] = event instanceof MessageEvent ? event.ports : [];
  if (port !== undefined) serve(port);
});
