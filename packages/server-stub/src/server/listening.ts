/** Time for a slow client, in ms. */
export const HEADERS_TIMEOUT = 10_000;
export const REQUEST_TIMEOUT = 30_000;

/** Longest time that accepted requests have while a stub closes, in ms. */
export const GRACE = 10_000;

/** A certificate and its private key, PEM. */
export interface TlsPair {
  readonly cert: string;
  readonly key: string;
}

export interface Address {
  readonly host: string;
  readonly port: number;
  /** Serves HTTPS with this certificate and its private key, both PEM. */
  readonly tls?: TlsPair | undefined;
}

/** A server that listens. */
export interface Listening extends Address {
  readonly url: string;
  /** Takes no new requests, and resolves when the accepted ones are answered, or after `grace` ms at the latest. */
  readonly close: (grace?: number) => Promise<void>;
}
