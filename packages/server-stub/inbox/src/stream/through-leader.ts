import { readEvents, type StreamNews } from "./event-stream.js";

type Post = { readonly news: StreamNews } | { readonly hello: true };

/**
 * Follows a stream that one tab reads for all: whoever holds the lock of that name. When it is closed, the next tab in
 * line reads on.
 */
export const followThroughLeader = (address: string, tell: (news: StreamNews) => void): (() => void) => {
  const channel = new BroadcastChannel(address);
  const waiting = new AbortController();
  let release: (() => void) | undefined;
  let open = false;

  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target
  const post = (message: Post): void => channel.postMessage(message);
  const lead = (): Promise<void> =>
    new Promise((resolve) => {
      const close = readEvents(address, (news) => {
        if (news.kind !== "event") open = news.kind === "opened";
        tell(news);
        post({ news });
      });
      release = () => {
        close();
        resolve();
      };
    });

  channel.addEventListener("message", ({ data }: MessageEvent<Post>) => {
    if ("news" in data) tell(data.news);
    else if (release !== undefined && open) post({ news: { kind: "opened" } });
  });
  post({ hello: true });
  void navigator.locks.request(address, { signal: waiting.signal }, lead).catch(() => undefined);

  return () => {
    waiting.abort();
    release?.();
    channel.close();
  };
};
