import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualizerOptions,
} from "@tanstack/virtual-core";
import { useLayoutEffect, useReducer, useState } from "preact/hooks";

type Options = Omit<
  VirtualizerOptions<HTMLElement, HTMLElement>,
  "observeElementRect" | "observeElementOffset" | "scrollToFn" | "onChange"
>;

/** virtual-core for Preact: draws again when the visible range or a measured size changes. */
export const useVirtualizer = (options: Options): Virtualizer<HTMLElement, HTMLElement> => {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const complete = {
    ...options,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    onChange: () => redraw(undefined),
  };
  const [virtualizer] = useState(() => new Virtualizer<HTMLElement, HTMLElement>(complete));
  virtualizer.setOptions(complete);
  const { _didMount: mounted, _willUpdate: drawn } = virtualizer;
  useLayoutEffect(mounted, [mounted]);
  useLayoutEffect(drawn);
  return virtualizer;
};
