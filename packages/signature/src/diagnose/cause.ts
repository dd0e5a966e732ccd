/** What each cause means and how it is mended. The keys are the closed list of causes. */
export const CAUSE_TEXTS = {
  none: "the signature is right.",
  "header-missing": "there is no Signature header; send one.",
  "header-malformed":
    "the Signature header cannot be read; send `algorithm=RSA256, keyVersion=1, signature=<url-encoded base64>`.",
  "doubled-part": "a part of the Signature header stands there twice; send each once.",
  "other-algorithm": "the Signature header names another algorithm; sign with RSA256 (SHA256withRSA) and say so.",
  "signature-malformed":
    "the signature is not the base64 of as many bytes as the key has; send all of it, in standard base64.",
  base64url: "the signature is base64url (`-` and `_`, or no padding); send standard base64, URL-encoded.",
  hex: "the signature is hex; send the base64 of its bytes, URL-encoded.",
  "line-breaks": "the base64 of the signature has line breaks; encode it on a single line.",
  "double-url-encoding": "the signature was URL-encoded twice; encode the base64 once.",
  "missing-url-encoding":
    "the signature is right but not URL-encoded, which other verifiers need; URL-encode the base64 once.",
  "form-decoded-plus":
    "the signature has spaces where base64 has `+`: something form-decoded it; URL-encode it, and decode percent signs alone.",
  "wrong-key-version":
    "another keyVersion's key made the signature; send the keyVersion of the key that signs (without one, the latest key is taken).",
  "unknown-key-version": "no key is known under this keyVersion; send one that is registered, or register the key.",
  "wrong-key":
    "the private half of this key did not make the signature; requests are verified with the merchant's public key, responses with the platform's (not with your own).",
  "wrong-hash": "the signature was made with another hash; sign with SHA-256 (SHA256withRSA).",
  "rsa-pss": "the signature is RSA-PSS; sign with RSASSA-PKCS1-v1_5 and SHA-256 (SHA256withRSA, RS256).",
  "digest-info-missing":
    "a bare hash was signed, without saying which hash it is; use a function that hashes and signs in one (SHA256withRSA).",
  "hashed-twice":
    "the hash of the string to sign was signed as if it were the string; give the signer the string itself.",
  "literal-newline":
    "the string to sign has a literal \\n (a backslash and an n, as from single quotes) where a line feed belongs after the URI.",
  "newline-changed":
    "something else than one line feed stands between URI and Client-Id; put a single line feed there.",
  "space-after-uri": "a space stands between the URI and the line feed; the line feed follows the URI at once.",
  "prefix-missing":
    "the deployment's prefix was left out of the signed URI, or something in between added one; sign the path as it is on the wire.",
  "prefix-extra":
    "the signed URI has a prefix that the request lacks; sign the path as it is on the wire. Where a proxy strips the prefix, let it pass the path on unchanged.",
  "prefix-other":
    "the signed URI has another prefix than the request; sign the path as it is on the wire, and let no proxy rewrite it.",
  "host-signed": "the host was signed; sign the path and query alone, from the first slash on.",
  "uri-changed": "another path or query was signed; sign both exactly as they are on the wire.",
  "method-changed": "another method was signed; sign the method of the request in capitals.",
  "client-id-changed": "another Client-Id was signed; sign the exact text of the Client-Id header.",
  "time-changed": "another time was signed; format the time once, then sign and send that same text.",
  "body-reserialised": "another text of the body was signed; serialise once, then sign and send those same bytes.",
  "empty-map-as-list":
    "an empty map was serialised as `[]` in one of two places; keep it `{}` (in PHP: new stdClass, or JSON_FORCE_OBJECT).",
  "body-charset": "the body was signed in another charset; sign the UTF-8 bytes that are sent.",
  "body-missing": "an empty body was signed; sign the bytes that are sent.",
  crlf: "line ends differ between what was signed and what was sent; use a single line feed, and send the signed bytes unchanged.",
  "content-changed":
    "this key signed something else: a value was changed between signing and verifying, or the signed URI has a prefix that a proxy stripped without telling (X-Forwarded-Prefix).",
  unknown: "no usual mistake explains the signature: it is of another key or over other content.",
} as const;

export type DiagnosisCause = keyof typeof CAUSE_TEXTS;

/** One text that somebody may have signed in place of a part, and what that would mean. */
export interface Variant {
  readonly cause: DiagnosisCause;
  /** How the signer got there, in a few words, without any of the content. */
  readonly how: string;
  readonly value: string | Uint8Array;
}

export const variantsOf = (
  cause: DiagnosisCause,
  signed: readonly (readonly [how: string, value: string | Uint8Array])[],
): Variant[] => signed.map(([how, value]) => ({ cause, how, value }));
