import { StubError } from "../model/errors.js";
import { type Given, type SettingName, describeGiven } from "./settings.js";

/** How HTTPS is served: with a certificate made for this machine, or with files of one's own. */
export type TlsArguments = "self-signed" | { readonly cert: Given<string>; readonly key: Given<string> };

const illegal = (text: string): StubError => new StubError("OPTION_ILLEGAL", text);

const KINDS = "must be self-signed; a certificate of your own goes with --tls-cert and --tls-key";

const readPair = (cert: Given<string> | undefined, key: Given<string> | undefined): TlsArguments | undefined => {
  if (cert && key) return { cert, key };
  if (cert) throw illegal(`${cert.from}: needs its private key as well; give it with --tls-key`);
  if (key) throw illegal(`${key.from}: needs its certificate as well; give it with --tls-cert`);
  return undefined;
};

/**
 * Undefined serves HTTP.
 *
 * @throws StubError `OPTION_ILLEGAL`
 */
export const readTls = (read: (name: SettingName) => Given<string> | undefined): TlsArguments | undefined => {
  const tls = read("tls");
  const pair = readPair(read("tlsCert"), read("tlsKey"));
  if (!tls) return pair;
  if (tls.value !== "self-signed") throw illegal(describeGiven("tls", tls, KINDS));
  if (pair) throw illegal(`${tls.from}: goes without a certificate of your own; leave one of them out`);
  return "self-signed";
};
