import type { JsonObject } from "../spec/json.js";
import { isObject } from "../spec/json.js";
import { causeText } from "./failure.js";
import type { Fetch } from "./target.js";

/** A message as `GET /messages` lists it. */
export interface ListedMessage {
  readonly messageId: string;
  readonly requestId: string;
  readonly operation: string;
  readonly channel: string;
  readonly customerBelongsTo?: string;
  readonly templateCode: string;
  readonly language?: string;
  readonly content: unknown;
  readonly delivery: unknown;
}

export interface Fault {
  readonly operation?: string;
  readonly requestId?: string;
  readonly times?: number;
  readonly probability?: number;
  readonly seed?: number;
  readonly effect: JsonObject;
}

/** The control API of one namespace, as far as the laws need it. */
export interface Control {
  configure(config: JsonObject): Promise<void>;
  planFault(fault: Fault): Promise<void>;
  /** Moves the virtual clock; an ISO 8601 duration such as `PT1H`. */
  advance(duration: string): Promise<void>;
  now(): Promise<Date>;
  reset(): Promise<void>;
  messages(filter?: Readonly<Record<string, string>>): Promise<readonly ListedMessage[]>;
}

/** The control API did not do what it was asked: no verdict about the rule is possible. */
export class ControlFailure extends Error {
  readonly code = "CONTROL_FAILURE";
}

export const createControl = (fetch: Fetch, controlUrl: string, namespace: string): Control => {
  const base = `${controlUrl}/namespaces/${namespace}`;
  const call = (method: string, path: string, body?: unknown): Promise<unknown> =>
    callControl(fetch, { method, url: base + path, body });
  return {
    configure: async (config) => void (await call("PUT", "/config", config)),
    planFault: async (fault) => void (await call("POST", "/faults", fault)),
    advance: async (duration) => void (await call("POST", "/clock", { advance: duration })),
    now: async () => {
      const answer = await call("GET", "/clock");
      return new Date(isObject(answer) ? String(answer["now"]) : Number.NaN);
    },
    reset: async () => void (await call("POST", "/reset", {})),
    messages: async (filter = {}) => {
      const answer = await call("GET", `/messages?${new URLSearchParams({ limit: "1000", ...filter }).toString()}`);
      if (!isObject(answer) || !Array.isArray(answer["messages"])) {
        throw new ControlFailure("GET /messages answers no list of messages.");
      }
      const messages: readonly ListedMessage[] = answer["messages"];
      return messages;
    },
  };
};

export const callControl = async (
  fetch: Fetch,
  { method, url, body }: { method: string; url: string; body?: unknown },
): Promise<unknown> => {
  const init =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
  const text = await fetch(url, { method, ...init, signal: AbortSignal.timeout(15_000) }).then(
    async (response) => {
      const answer = await response.text();
      if (!response.ok)
        throw new ControlFailure(`${method} ${url} answered ${response.status}: ${answer.slice(0, 300)}`);
      return answer;
    },
    (error: unknown) => {
      throw new ControlFailure(`${method} ${url} got no answer: ${causeText(error)}`, { cause: error });
    },
  );
  return text === "" ? undefined : JSON.parse(text);
};
