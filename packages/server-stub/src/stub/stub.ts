import type { ControlClient } from "../control/client.js";
import type { Message } from "../generated/control-paths.js";
import type { Listening, TlsPair } from "../server/listening.js";
import type { MessageFilter } from "../store/store.js";

/** How a stub listens on a socket. */
export interface ListenOptions {
  /** Default 0: a free port. */
  readonly port?: number;
  /** Default 127.0.0.1. Any address but loopback asks for a token. */
  readonly host?: string;
  /** Token of control API and page, at least 16 characters. Left out, a random one is made for any address but loopback. */
  readonly token?: string;
  /** Serves HTTPS with this certificate and its private key, both PEM. */
  readonly tls?: TlsPair;
}

/** Filter of messages, and the namespace to look in (default `default`). */
export interface MessagesFilter extends MessageFilter {
  readonly namespace?: string;
}

/** How to wait for a message. */
export interface WaitOptions {
  /** Real ms, default 1000. */
  readonly timeout?: number;
}

/** A platform in this process. Its types name no library, so that nobody has to compile one. */
export interface Stub {
  /**
   * Like the global `fetch`, but answered in this process, whatever the host. Faults reject as a network would.
   *
   * @throws StubError `OPTION_ILLEGAL` once `now` or `newMessageId` has returned what is no time or no messageId.
   */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** Typed calls to the control API of this stub. */
  readonly control: ControlClient;
  /**
   * Every message that matches, oldest first.
   *
   * @throws StubError `OPTION_ILLEGAL` for a filter that there is not, which would match everything.
   */
  readonly messages: (filter?: MessagesFilter) => Promise<readonly Message[]>;
  /**
   * The first message that matches, waiting for it up to `timeout` ms (default 1000).
   *
   * @throws WaitError saying what did arrive.
   * @throws StubError `OPTION_ILLEGAL` as `messages`.
   */
  readonly waitForMessage: (filter?: MessagesFilter, options?: WaitOptions) => Promise<Message>;
  /** Clears state, faults and clock of a namespace, and keeps its configuration. */
  readonly reset: (namespace?: string) => Promise<void>;
  /** Opens the store; done by the first use on its own. */
  readonly open: () => Promise<void>;
  /**
   * Serves on a socket. `token` is that of control API and page, undefined where none is asked for.
   *
   * @throws StubError `OPTION_ILLEGAL`, or `LISTEN_FAILED` for a port that is taken and a host that is not this machine's.
   */
  readonly listen: (options?: ListenOptions) => Promise<Listening & { readonly token: string | undefined }>;
  /** Answers what was accepted, within `grace` ms (10,000), then closes sockets and store. Planned latencies end at once. */
  readonly close: (grace?: number) => Promise<void>;
}
