import type { VirtualItem, Virtualizer } from "@tanstack/virtual-core";
import type { JSX, RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { useObservable } from "../state/observable.js";
import { printing } from "../state/printing.js";
import { useVirtualizer } from "./use-virtualizer.js";

export type WindowedList<Item> = {
  readonly label: string;
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  /** First guess of an item's size in CSS pixels, until it is measured. */
  readonly estimate: number;
  readonly gap?: number;
  readonly horizontal?: boolean;
  /** Least height of an item in a list that runs sideways: where several have room, they stand one below the other. */
  readonly laneSize?: number;
  /** A thread grows at its end and stays there. */
  readonly atEnd?: boolean;
  /** Key of an item to bring into view whenever it changes. */
  readonly shown?: string;
  /** Called when the last item comes into view. */
  readonly onEnd?: () => void;
  /** Draws an item; the element that takes the focus carries `data-stop` and the given `tabIndex`. */
  readonly children: (item: Item, tabIndex: 0 | -1) => JSX.Element;
};

type Box = { readonly width: number; readonly height: number };

/** As many lanes as have room, and no more than are needed to show everything at once. */
const lanesIn = <Item>(
  { items, horizontal, laneSize, estimate, gap = 0 }: WindowedList<Item>,
  box: Box | null,
): number => {
  if (horizontal !== true || laneSize === undefined || box === null || box.width === 0) return 1;
  const columns = Math.max(1, Math.floor((box.width + gap) / (estimate + gap)));
  return Math.max(1, Math.min(Math.floor(box.height / laneSize), Math.ceil(items.length / columns)));
};

/** Where an item is drawn. */
export type Place = Pick<VirtualItem, "key" | "index" | "start" | "lane">;

/** A printed list is drawn whole, one item after the other. */
const placeInPrint =
  <Item>(keyOf: (item: Item) => string) =>
  (item: Item, index: number): Place => ({
    key: keyOf(item),
    index,
    start: 0,
    lane: 0,
  });

/** The part of a list that is drawn, and where. */
export type Window = {
  readonly virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  readonly lanes: number;
  readonly visible: readonly Place[];
};

export const useWindow = <Item>(list: WindowedList<Item>, scroller: RefObject<HTMLDivElement | null>): Window => {
  const { items, keyOf, horizontal = false, atEnd = false, gap = 0 } = list;
  const [space, measure] = useState<Box | null>(null);
  const lanes = lanesIn(list, space);
  const printed = useObservable(printing);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => list.estimate,
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : keyOf(item);
    },
    gap,
    overscan: horizontal ? 1 : 4,
    horizontal,
    lanes,
    anchorTo: atEnd ? "end" : "start",
    followOnAppend: atEnd,
  });
  const { scrollRect } = virtualizer;
  useLayoutEffect(() => measure(scrollRect), [scrollRect?.width, scrollRect?.height]);
  return { virtualizer, lanes, visible: printed ? items.map(placeInPrint(keyOf)) : virtualizer.getVirtualItems() };
};
