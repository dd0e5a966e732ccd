/** A WebCrypto `CryptoKey`, described by shape so that no DOM or Node types are needed to use this package. */
export interface RsaKey {
  readonly type: string;
  readonly extractable: boolean;
  readonly algorithm: {
    readonly name: string;
    readonly hash?: { readonly name: string };
    readonly modulusLength?: number;
    readonly publicExponent?: Uint8Array;
  };
  readonly usages: readonly string[];
}

/** A key as text (PEM or bare base64), as bytes (DER, or a PEM file as read), or as a CryptoKey. */
export type KeyInput = string | Uint8Array | RsaKey;
