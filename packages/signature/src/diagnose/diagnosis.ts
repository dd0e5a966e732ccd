import type { KeyInput } from "../keys.js";
import type { SignedMessage } from "../message.js";
import { CAUSE_TEXTS, type DiagnosisCause, type Variant } from "./cause.js";
import { type FirstDifference, describeDifference } from "./difference.js";

/** A request (or response) as it arrived. */
export interface DiagnoseRequest extends SignedMessage {
  /** The value of the Signature header, untouched. */
  readonly signature?: string | undefined;
  /** The Host header, to find out whether it was signed. */
  readonly host?: string | undefined;
}

/** One of the keys that the signer may have used; of several the last is the latest. */
export interface DiagnoseKey {
  readonly keyVersion?: string | undefined;
  readonly publicKey: KeyInput;
}

export interface Diagnosis {
  /** `none` when nothing is wrong. */
  readonly cause: DiagnosisCause;
  /** Every cause, where two mistakes came together; the first of them is `cause`. */
  readonly causes: readonly DiagnosisCause[];
  /** For humans: what is wrong, the mend and the place. Holds no key material and no content of the body. */
  readonly message: string;
  readonly firstDifference?: FirstDifference;
}

export interface DiagnoseOptions {
  /** Further deployment prefixes to try, such as `/gateway`. */
  readonly prefixes?: readonly string[] | undefined;
  /** Further URIs to try, such as a proxy reports in `X-Original-URI`. */
  readonly uris?: readonly string[] | undefined;
  /** Further hosts to try, such as a proxy reports in `X-Forwarded-Host`. */
  readonly hosts?: readonly string[] | undefined;
  /** SHA-256 of the runtime, in hex: WebCrypto hands each hash to another thread, which costs fifty times the hash. */
  readonly sha256?: ((data: Uint8Array) => string) | undefined;
}

/** What led to a diagnosis beside its causes. */
interface Evidence {
  readonly variants?: readonly Variant[];
  readonly difference?: FirstDifference | undefined;
  /** A detail of the first cause, such as the algorithm that was named. */
  readonly detail?: string | undefined;
}

export const report = (
  causes: readonly DiagnosisCause[],
  { variants = [], difference, detail }: Evidence = {},
): Diagnosis => {
  const how = variants.map((variant) => `${variant.cause}: ${variant.how}`).join("; ");
  const sentences = [
    ...causes.map((cause, index) => `${cause}: ${CAUSE_TEXTS[cause]}${index === 0 && detail ? ` (${detail})` : ""}`),
    ...(how ? [`Found by trying: ${how}.`] : []),
    ...(difference ? [describeDifference(difference)] : []),
  ];
  return {
    cause: causes[0] ?? "none",
    causes,
    message: sentences.join(" "),
    ...(difference ? { firstDifference: difference } : {}),
  };
};
