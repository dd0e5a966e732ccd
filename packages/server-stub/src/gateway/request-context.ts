import type { Operation } from "../model/operation.js";
import type { Dependencies } from "../platform/dependencies.js";
import type { Call } from "./call.js";
import type { Reading } from "./parameters.js";
import type { PlatformKey } from "./platform-key.js";

/** What the gateway needs beside the platform's dependencies. */
export interface Gateway {
  readonly dependencies: Dependencies;
  readonly key: PlatformKey;
  /** Called for every answered attempt. */
  readonly onAnswer: (operation: Operation, resultCode: string, seconds: number) => void;
  /** Called for a signed request that was taken though nothing was proven: its answer is unsigned. */
  readonly onUnproven: (namespace: string) => void;
}

/** A call on its way through the gateway, with what was read of it. */
export interface RequestContext {
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
