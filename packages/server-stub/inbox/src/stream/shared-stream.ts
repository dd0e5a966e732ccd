import { readEvents, type StreamNews } from "./event-stream.js";
import { pollEvents } from "./poll-events.js";

/** Browsers allow six connections to a host over HTTP/1.1; pages and control calls need some of them. */
const MOST_STREAMS = 3;

type Listener = (news: StreamNews) => void;

type Stream = { readonly listeners: Set<Listener>; readonly close: () => void; open: boolean };

/** Streams by address, each read once however many listen. */
export const sharedStreams = (): ((address: string, listen: Listener) => () => void) => {
  const streams = new Map<string, Stream>();

  const begin = (address: string): Stream => {
    const listeners = new Set<Listener>();
    const read = streams.size < MOST_STREAMS ? readEvents : pollEvents;
    const close = read(address, (news) => {
      if (news.kind !== "event") stream.open = news.kind === "opened";
      for (const listen of listeners) listen(news);
    });
    const stream: Stream = { listeners, close, open: false };
    streams.set(address, stream);
    return stream;
  };

  return (address, listen) => {
    const stream = streams.get(address) ?? begin(address);
    stream.listeners.add(listen);
    if (stream.open) listen({ kind: "opened" });
    return () => {
      stream.listeners.delete(listen);
      if (stream.listeners.size > 0) return;
      stream.close();
      streams.delete(address);
    };
  };
};
