import type { StubApp } from "../gateway/app.js";
import type { Store } from "../store/store.js";
import type { Gateway } from "../gateway/request-context.js";
import type { Guard } from "../gateway/guard.js";
import type { ControlService } from "./service.js";

/** The app with the control API's generated routes. */
export type ControlApp = StubApp;

/** Everything that the routes of the control API look at. */
export interface ControlContext {
  readonly service: ControlService;
  readonly gateway: Gateway;
  readonly store: Store;
  readonly guard: Guard;
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>;
  readonly version: string;
  /** Called for every call that may change something. */
  readonly onWrite: (method: string, path: string, status: number) => void;
  /** Aborted when the stub closes: long answers end. */
  readonly closing: AbortSignal;
}
