import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Gateway } from "../gateway/request-context.js";
import type { Guard } from "../gateway/guard.js";
import type { Wire } from "../gateway/wire.js";
import type { Store } from "../store/store.js";
import type { ControlService } from "./service.js";

/** A stub at one address, as the routes of the control API look at it: they are one for all stubs. */
export interface ControlContext {
  readonly service: ControlService;
  readonly gateway: Gateway;
  readonly store: Store;
  readonly guard: Guard;
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>;
  readonly version: string;
  /** Called for every call that may change something. */
  readonly onWrite: (method: string, path: string, status: number) => void;
  /** Called for defects, and for failures of the store. */
  readonly onError: (error: unknown) => void;
  /** Aborted when the address, or the stub, is closed: long answers end. */
  readonly closing: AbortSignal;
}

export interface ControlEnvironment {
  Bindings: { readonly wire: Wire; readonly control: ControlContext };
}

export type ControlCall = Context<ControlEnvironment>;

/** The app with the control API's generated routes. */
export type ControlApp = OpenAPIHono<ControlEnvironment>;
