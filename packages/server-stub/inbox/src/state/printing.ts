import { options } from "preact";
import { observable } from "./observable.js";

/** Whether the page is being printed: lists are drawn whole then. */
export const printing = observable(false);

// The browser takes its picture as soon as the event is over, so the page must be drawn within it.
const show = (on: boolean): void => {
  options.debounceRendering = (draw) => draw();
  printing.set(on);
  delete options.debounceRendering;
};

/** Watches for printing, whoever asks for it. */
export const watchPrinting = (): void => {
  matchMedia("print").addEventListener("change", ({ matches }) => show(matches));
  addEventListener("beforeprint", () => show(true));
  addEventListener("afterprint", () => show(false));
};
