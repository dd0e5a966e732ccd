import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { steps } from "./steps.js";
import { useWindow, type Place, type WindowedList as List } from "./use-window.js";

const stopIn = (item: Element | null | undefined): HTMLElement | null | undefined =>
  item?.querySelector<HTMLElement>("[data-stop]");

/** Tells when the last item comes into view: again whenever the end moves, not whenever the caller's closure does. */
const useAtEnd = (last: Place | undefined, count: number, onEnd: (() => void) | undefined): void =>
  useEffect(() => {
    if (last !== undefined && last.index >= count - 1) onEnd?.();
  }, [last?.index, count]);

/** Draws the visible part of a list, however long it is. Arrow keys, Home, End and the page keys walk through it. */
export const WindowedList = <Item,>(list: List<Item>): JSX.Element => {
  const { items, keyOf, horizontal = false, shown, atEnd = false } = list;
  const scroller = useRef<HTMLDivElement>(null);
  const [active, activate] = useState<string>();
  const { virtualizer, lanes, visible } = useWindow(list, scroller);

  const isInView = (index: number): boolean => {
    const box = scroller.current;
    const item = virtualizer.measurementsCache[index];
    if (box === null || item === undefined) return false;
    const [from, size] = horizontal ? [box.scrollLeft, box.clientWidth] : [box.scrollTop, box.clientHeight];
    return item.start >= from && (horizontal ? item.end : item.start + 44) <= from + size;
  };

  useLayoutEffect(() => {
    if (shown === undefined || shown === "") return;
    const index = items.findIndex((item) => keyOf(item) === shown);
    if (index >= 0 && !isInView(index)) virtualizer.scrollToIndex(index, { align: horizontal ? "center" : "start" });
    // Only a new wish scrolls; new items must not.
  }, [shown]);

  useLayoutEffect(() => {
    if (atEnd) virtualizer.scrollToIndex(items.length - 1, { align: "end" });
  }, [atEnd]);

  useAtEnd(visible.at(-1), items.length, list.onEnd);

  const stop = visible.find(({ key }) => key === active)?.index ?? visible[0]?.index ?? 0;

  const focus = (index: number): void => {
    const item = items[index];
    if (item === undefined) return;
    activate(keyOf(item));
    virtualizer.scrollToIndex(index, { align: "auto" });
    requestAnimationFrame(() =>
      stopIn(scroller.current?.querySelector(`:scope > * > [data-index="${index}"]`))?.focus(),
    );
  };

  // Where in this list an event happened; a list inside one of its items has items of its own.
  const indexOf = (event: Event): number | undefined => {
    const item = event.target instanceof Element ? event.target.closest("[data-index]") : null;
    if (item === null || item.closest("[data-list]") !== scroller.current) return undefined;
    return Number(item.getAttribute("data-index"));
  };

  const walk = (event: KeyboardEvent): void => {
    const from = indexOf(event);
    if (from === undefined || !(event.target instanceof Element) || !event.target.hasAttribute("data-stop")) return;
    const page = Math.max(1, visible.length - (horizontal ? 2 : 6));
    const to = steps(event.key, from, { count: items.length, page, horizontal, lanes });
    if (to === undefined) return;
    event.preventDefault();
    focus(to);
  };

  const remember = (event: FocusEvent): void => {
    const item = items[indexOf(event) ?? -1];
    if (item !== undefined) activate(keyOf(item));
  };

  const total = `${virtualizer.getTotalSize()}px`;
  return (
    <div
      ref={scroller}
      data-list
      class={horizontal ? "list list-across" : "list"}
      role="list"
      aria-label={list.label}
      onKeyDown={walk}
      onFocusIn={remember}
    >
      <div role="presentation" class="list-space" style={horizontal ? { width: total } : { height: total }}>
        {visible.map(({ key, index, start, lane }) => {
          const item = items[index];
          if (item === undefined) return null;
          return (
            <div
              key={key}
              ref={virtualizer.measureElement}
              class="list-item"
              role="listitem"
              aria-setsize={items.length}
              aria-posinset={index + 1}
              data-index={index}
              style={{
                transform: horizontal ? `translate(${start}px, ${lane * 100}%)` : `translateY(${start}px)`,
                "--lanes": lanes,
              }}
            >
              {list.children(item, index === stop ? 0 : -1)}
            </div>
          );
        })}
      </div>
    </div>
  );
};
