import type { Eventually } from "../model/eventually.js";
import { draw } from "../platform/fault.js";
import { type TransportFault, drawTransportFaults } from "../platform/platform.js";
import type { HttpFault } from "../model/fault.js";
import type { NamespaceState } from "../store/store.js";
import type { Damage } from "./call.js";
import type { RequestContext } from "./request-context.js";

/** All transport faults that happen to a request, together. */
export interface Transport {
  readonly ids: readonly string[];
  /** Milliseconds before processing. */
  readonly latency: number;
  readonly damage: Damage | undefined;
  /** An answer in place of the platform's. */
  readonly http: HttpFault | undefined;
  readonly garbage: boolean;
  readonly signing: Signing;
}

/** How a signature goes wrong. */
export type Signing = "right" | "wrong" | "none" | "other-client";

const UNDISTURBED: Transport = {
  ids: [],
  latency: 0,
  damage: undefined,
  http: undefined,
  garbage: false,
  signing: "right",
};

const jitterOf = ({ seed, effect }: TransportFault, now: number): number =>
  effect.jitter === undefined ? 0 : Math.floor(draw(seed, now) * (effect.jitter + 1));

type Flag = "reset" | "lostResponse" | "cutBody" | "garbage" | "badSignature" | "unsigned" | "otherClient";

const signingOf = (has: (flag: Flag) => boolean): Signing => {
  if (has("unsigned")) return "none";
  if (has("badSignature")) return "wrong";
  return has("otherClient") ? "other-client" : "right";
};

const combine = (faults: readonly TransportFault[], now: number): Transport => {
  const has = (flag: Flag): boolean => faults.some(({ effect }) => effect[flag] === true);
  const damage = has("reset") ? "reset" : has("lostResponse") ? "lost" : has("cutBody") ? "cut" : undefined;
  const latency = faults.reduce((sum, fault) => sum + (fault.effect.latency ?? 0) + jitterOf(fault, now), 0);
  const ids = faults.map(({ id }) => id);
  const http = faults.find(({ effect }) => effect.http !== undefined)?.effect.http;
  return { ids, latency, damage, http, garbage: has("garbage"), signing: signingOf(has) };
};

/** Most namespaces have none planned, which costs nothing. */
const hasTransportFaults = ({ faults }: NamespaceState): boolean =>
  faults.some(({ effect }) => effect.result === undefined);

/** Draws the transport faults of a request. */
const drawTransport = async (context: RequestContext): Promise<Transport> => {
  const { dependencies } = context.gateway;
  const faults = await drawTransportFaults(dependencies, context);
  return faults.length === 0 ? UNDISTURBED : combine(faults, dependencies.now());
};

/** The way of one request through faults of the network. */
export interface TransportLayer {
  /** What has happened so far. */
  readonly outcome: () => Transport;
  /**
   * Draws the faults, and sleeps for the latency. Once something has been drawn it stays; until then a state that is newer may
   * have a fault more.
   */
  readonly apply: (state: NamespaceState) => Eventually<Transport>;
}

export const createTransportLayer = (context: RequestContext): TransportLayer => {
  let outcome = UNDISTURBED;
  const drawNow = async (): Promise<Transport> => {
    outcome = await drawTransport(context);
    if (outcome.latency > 0) await context.gateway.dependencies.sleep(outcome.latency);
    return outcome;
  };
  return {
    outcome: () => outcome,
    apply: (state) => (outcome.ids.length === 0 && hasTransportFaults(state) ? drawNow() : outcome),
  };
};
