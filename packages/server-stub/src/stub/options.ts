import type { Logger } from "../model/logger.js";
import type { Config as ConfigInput } from "../generated/control-paths.js";
import type { Config } from "../model/config.js";
import type { Store } from "../store/store.js";

/** How a stub is made. Everything has a default: `createStub()` is a working platform in memory. */
export interface StubOptions {
  /** `memory` (default in process), `sqlite:<file>`, `postgres://…`, or a store of one's own. Opened by its first use. */
  readonly store?: string | Store;
  /** Configuration that every namespace starts with. */
  readonly config?: ConfigInput;
  /** The same, checked and completed before; it also replaces the one that `default` has in its store. @internal */
  readonly startConfig?: Config;
  /** Exact prefix before `/v2/`; left out, any prefix is taken. */
  readonly prefix?: string;
  /** Host names to answer besides the loopback ones. */
  readonly allowHosts?: readonly string[];
  /** Origins whose pages may call API and control API besides the stub's own, such as `https://app.example`. */
  readonly allowOrigins?: readonly string[];
  /** Reads the configuration again for a reload; left out, there is nothing to reload. Its signal is aborted when the stub closes. */
  readonly reloadConfig?: (closing: AbortSignal) => Promise<Config | undefined>;
  /** Structured logs; none by default. */
  readonly logger?: Logger;
  /** Real time in ms. */
  readonly now?: () => number;
  /**
   * Makes messageIds: at most 64 characters, none of them `@`, `#`, `?`, quotes or backslashes. Called more often than messages are
   * taken. It has to return another one each time: messages of one id are all kept, but what looks for it finds all of them.
   */
  readonly newMessageId?: () => string;
}
