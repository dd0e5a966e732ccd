import type { AttemptSignature, MaskedRequest } from "../model/attempt.js";
import type { Operation, SuperApp } from "../model/operation.js";
import type { State } from "../model/state.js";

export interface ContentElement {
  readonly templateParameters?: Readonly<Record<string, string>>;
  readonly language?: string;
}

/** A validated body of either operation; what sendInbox does not have is undefined. */
export interface MessageRequest {
  readonly accessToken: string;
  readonly requestId: string;
  readonly templateCode: string;
  readonly templates: readonly ContentElement[];
  readonly authClientId?: string;
  readonly appId?: string;
  readonly customerBelongsTo?: SuperApp;
  readonly extendInfo?: string | null;
}

/** A verdict that fell before the platform was asked. */
export interface EarlyVerdict {
  readonly state: State;
  readonly code: string;
  /** For PARAM_ILLEGAL `<field>: <rule>`; for the journal only with every other code. */
  readonly detail?: string;
}

/** One attempt as the gateway hands it over. */
export interface Attempt {
  readonly namespace: string;
  readonly operation: Operation;
  /** Empty when it could not be read. */
  readonly requestId: string;
  /** Client-Id header, or else authClientId. */
  readonly clientId: string;
  /** Missing when there is an early verdict. */
  readonly body?: MessageRequest;
  readonly early?: EarlyVerdict;
  readonly signature?: AttemptSignature;
  /** Ids of transport faults that apply. */
  readonly faults?: readonly string[];
  /** HTTP status of an answer that is not the platform's. */
  readonly httpStatus?: number;
  /** The answer will not arrive. */
  readonly lost?: boolean;
  /** Requests whose signatures are with other threads now; see `AttemptQuery`. */
  readonly pendingSignatures: number;
  /** A masked access token stands for the token itself. */
  readonly unmasks: boolean;
  readonly request: MaskedRequest;
}
