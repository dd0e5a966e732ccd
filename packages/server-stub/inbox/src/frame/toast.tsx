import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { announcement } from "../state/announce.js";
import { useObservable } from "../state/observable.js";

/** The last announcement, for screen readers and, for a few seconds, for eyes. */
export const Toast = (): JSX.Element => {
  const { text, id } = useObservable(announcement);
  const [shown, show] = useState(0);
  useEffect(() => {
    if (id === 0) return undefined;
    show(id);
    const timer = setTimeout(() => show(0), 4000);
    return () => clearTimeout(timer);
  }, [id]);
  return (
    <p class={shown === 0 ? "toast hidden" : "toast"} role="status" aria-live="polite">
      {shown === 0 ? "" : <bdi>{text}</bdi>}
    </p>
  );
};
