import type { ClientOptions } from "../engine/client-context.js";
import type { JsonObject } from "../spec/json.js";
import type { Operation, OperationId } from "../spec/operation.js";
import type { Level } from "../spec/statement.js";
import type { Reply } from "./reply.js";

/** A request as the client put it on the wire. */
export interface Attempt {
  /** Milliseconds of a clock that nobody sets. */
  readonly at: number;
  readonly method: string;
  /** Path and query. */
  readonly uri: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
  readonly text: string;
  /** `undefined` when the body names none. */
  readonly requestId: string | undefined;
  /** Counted from 0; which run of the client sent it. */
  readonly run: number;
  /** What the platform did; `undefined` when it refused the request. */
  readonly reply: Reply | undefined;
  /** Why the platform refused the request, as it would for any scenario. */
  readonly refused: string | undefined;
}

/** All that crossed the wire in one scenario. */
export interface Wire {
  readonly operation: Operation;
  /** What the client was told to send: one, or two orders at once. */
  readonly requests: readonly JsonObject[];
  readonly attempts: readonly Attempt[];
  /** What arrived at another host. */
  readonly elsewhere: readonly string[];
  readonly clientId: string;
  readonly keyVersion: string;
  readonly signed: boolean;
  readonly uri: string;
}

/** What a client says at the end. */
export interface OutcomeLine {
  readonly status: string;
  readonly messageId?: string | undefined;
  readonly resultCode?: string | undefined;
}

/** The outcome that is right; several where more than one reading of the pages is. */
export interface RightOutcome {
  readonly status: readonly string[];
  readonly resultCode?: string;
  /** Whether the platform's messageId must come back; true with `succeeded` unless told. */
  readonly messageId?: boolean;
}

/**
 * How often the client runs: `once`; `twice`, the same order sent again by the caller; `together`, two orders at once;
 * `killed`, killed after its request has arrived, and run again.
 */
export type Runs = "once" | "twice" | "together" | "killed";

/** What the platform does, what the wire must show, and which outcome is right. */
export interface Scenario {
  readonly id: string;
  readonly level: Level;
  readonly rule: string;
  /** Left out, it is played with whichever operation is asked for. */
  readonly operation?: OperationId;
  /** `true`: only where requests and answers are signed; `false`: only where they are not. */
  readonly signed?: boolean;
  /** Changes the documented sample. */
  readonly request?: (sample: JsonObject) => JsonObject;
  /** Name of the sample; left out, the operation's first. */
  readonly sample?: string;
  /** Prefix of the deployment, before `/v2/…`. */
  readonly prefix?: string;
  readonly keyVersion?: string;
  /** One after the other; the last is repeated. */
  readonly replies: readonly [Reply, ...Reply[]];
  readonly runs: Runs;
  /** Requests that the platform must have taken before anything is proved. */
  readonly meets: number;
  /** Whether it is the request that is judged: then a request that the platform refuses is a failure. */
  readonly judgesRequest: boolean;
  /** Whether the client may end without sending anything, and without an outcome. */
  readonly mayRefuse: boolean;
  /** Takes as long as the client's own patience. */
  readonly slow: boolean;
  /** Judges the wire beyond what holds in every scenario; throws a ContractFailure. */
  readonly wire: (wire: Wire) => void;
  readonly outcome: RightOutcome;
  /** What a client in this process is told, so that it need not wait. */
  readonly client: ClientOptions;
}

type Told = Pick<Scenario, "rule" | "replies" | "outcome"> & Partial<Scenario>;

export const scenario = (name: string, level: Level, told: Told): Scenario => ({
  runs: "once",
  meets: 1,
  judgesRequest: false,
  mayRefuse: false,
  slow: false,
  wire: () => undefined,
  client: {},
  ...told,
  id: `client/${name}`,
  level,
});
