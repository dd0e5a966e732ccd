/** What a stream of events tells, in a form that can be posted to another tab. */
export type StreamNews =
  | { readonly kind: "opened" }
  | { readonly kind: "lost" }
  | { readonly kind: "event"; readonly type: string; readonly data: string };

/** Events that the control API sends with data; `spec/control.openapi.yaml` says what each holds. */
export const eventTypes = ["attempt", "delivery", "control", "resync"] as const;

/** The stub pings at least every 10 s: after two missed pings nobody is there, whatever the connection says. */
const LONGEST_SILENCE = 22_000;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 5000;

/**
 * Reads one stream for as long as it is wanted. A stream that ends, fails or falls silent is told as lost and opened anew
 * after a growing pause; whoever hears `opened` again fetches what was missed.
 *
 * @returns closes the stream.
 */
export const readEvents = (address: string, tell: (news: StreamNews) => void): (() => void) => {
  let source: EventSource | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let reopening: ReturnType<typeof setTimeout> | undefined;
  let pause = FIRST_PAUSE;

  const close = (): void => {
    clearTimeout(silence);
    clearTimeout(reopening);
    source?.close();
    source = undefined;
  };

  const lose = (): void => {
    close();
    tell({ kind: "lost" });
    reopening = setTimeout(open, pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  };

  const heard = (): void => {
    clearTimeout(silence);
    silence = setTimeout(lose, LONGEST_SILENCE);
  };

  const open = (): void => {
    const opened = new EventSource(address);
    source = opened;
    heard();
    opened.addEventListener("open", () => {
      pause = FIRST_PAUSE;
      heard();
      tell({ kind: "opened" });
    });
    opened.addEventListener("error", () => {
      if (source === opened) lose();
    });
    opened.addEventListener("ping", heard);
    for (const type of eventTypes) {
      opened.addEventListener(type, ({ data }: MessageEvent<string>) => {
        heard();
        tell({ kind: "event", type, data });
      });
    }
  };

  open();
  return close;
};
