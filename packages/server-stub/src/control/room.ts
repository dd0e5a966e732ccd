import type { Store } from "../store/store.js";
import type { Gateway } from "../gateway/visit.js";
import type { Guard } from "../gateway/guard.js";
import type { Desk } from "./desk.js";

/** Everything that the routes of the control API look at. */
export interface ControlRoom {
  readonly desk: Desk;
  readonly gateway: Gateway;
  readonly store: Store;
  readonly guard: () => Guard;
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>;
  readonly version: string;
  /** Told of every call that may change something. */
  readonly onWrite: (method: string, path: string, status: number) => void;
  /** Aborted when the stub closes: long answers end. */
  readonly closing: AbortSignal;
}
