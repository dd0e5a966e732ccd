import type { Operation } from "../model/operation.js";
import type { Ground } from "../platform/ground.js";
import type { Call } from "./call.js";
import type { Reading } from "./parameters.js";
import type { PlatformKey } from "./platform-key.js";

/** What the gateway needs beside the platform's ground. */
export interface Gateway {
  readonly ground: Ground;
  readonly key: PlatformKey;
  /** Told of every answered attempt. */
  readonly onAnswer: (operation: Operation, resultCode: string, seconds: number) => void;
}

/** A call on its way through the gateway, with what was read of it. */
export interface Visit {
  readonly gateway: Gateway;
  readonly call: Call;
  readonly namespace: string;
  readonly operation: Operation;
  /** What stood before `/v2/`. */
  readonly prefix: string;
  readonly reading: Reading;
  /** Empty when it could not be read. */
  readonly requestId: string;
}
