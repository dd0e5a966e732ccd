import type { JSX } from "preact";

const paths = {
  search: "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.4 10.4 13.5 13.5",
  close: "M4 4l8 8M12 4l-8 8",
  chevron: "M6 3.5 10.5 8 6 12.5",
  down: "M4 6l4 4 4-4",
  copy: "M5.5 5.5v-2a1 1 0 0 1 1-1h6a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-2M3.5 5.5h6a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-6a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1z",
  sun: "M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM8 1.5v1.4M8 13.1v1.4M1.5 8h1.4M13.1 8h1.4M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1",
  moon: "M13 9.6A5.6 5.6 0 0 1 6.4 3a5.6 5.6 0 1 0 6.6 6.6z",
  auto: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 2v12M8 5h3.4M8 8h6M8 11h3.4",
  help: "M5.8 6a2.2 2.2 0 1 1 3.3 1.9c-.7.4-1.1.9-1.1 1.7M8 12.4v.1",
  check: "M3.5 8.5l3 3 6-7",
  send: "M2.5 8 13.5 2.8 9.7 13.4 7.6 8.9zM7.6 8.9l5.9-6.1",
  controls: "M2.5 4.5h5M11 4.5h2.5M2.5 11.5H5M8.5 11.5h5M9.2 2.8v3.4M6.8 9.8v3.4",
  phone: "M5 1.8h6a1 1 0 0 1 1 1v10.4a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V2.8a1 1 0 0 1 1-1zM7 12.2h2",
  journal: "M3 3.5h10M3 8h10M3 12.5h6",
  clock: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 4.8V8l2.2 1.6",
  bell: "M4.2 11V7a3.8 3.8 0 0 1 7.6 0v4l1 1.2H3.2zM6.8 13.8h2.4",
  bubble: "M2.5 3.5h11v7.5H7L4 13.5V11H2.5z",
  tray: "M2.5 9.5 4.2 3h7.6l1.7 6.5v3.5h-11zM2.5 9.5h3.2l.8 1.6h3l.8-1.6h3.2",
  warn: "M8 2.2 14.2 13H1.8zM8 6.4v3M8 11.2v.1",
} as const;

export type IconName = keyof typeof paths;

/** A decoration beside a word or inside a named button. */
export const Icon = ({ name }: { readonly name: IconName }): JSX.Element => (
  <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    <path d={paths[name]} />
  </svg>
);
