import { nearest } from "../../model/nearest.js";
import { shorten } from "../../model/shorten.js";

/** What is read of a URL, here or by the driver. */
const READ: readonly string[] = [
  "schema",
  "host",
  "port",
  "user",
  "password",
  "sslmode",
  "sslrootcert",
  "sslcert",
  "sslkey",
  "sslnegotiation",
  "target_session_attrs",
  "application_name",
  "client_encoding",
  "options",
];

/** What libpq knows, or the driver alone: a URL may be written for other programs as well. */
const KNOWN_ELSEWHERE: readonly string[] = `
  authtype binary channel_binding connect_timeout dbname fallback_application_name gssdelegation gssencmode gsslib
  hostaddr idle_in_transaction_session_timeout keepalives keepalives_count keepalives_idle keepalives_interval
  krbsrvname load_balance_hosts lock_timeout max_protocol_version min_protocol_version oauth_client_id
  oauth_client_secret oauth_issuer oauth_scope passfile query_timeout replication require_auth requirepeer requiressl
  scram_client_key scram_server_key service servicefile ssl ssl_max_protocol_version ssl_min_protocol_version
  sslcertmode sslcompression sslcrl sslcrldir sslkeylogfile sslpassword sslsni statement_timeout tcp_user_timeout tty
  uselibpqcompat
`
  .trim()
  .split(/\s+/u);

const KNOWN: readonly string[] = [...READ, ...KNOWN_ELSEWHERE];

/** Of many unknown ones the first few say enough. */
const MOST_NAMED = 5;

/** A question mark in a password ends it, and its rest counts as parameters. */
const SECRETS = [
  "the URL has parameters that are not known, and an @ among them: is it a password with a question mark? write it as %3F",
];

const describe = (name: string): string => {
  const near = nearest(name, KNOWN);
  const meant = near === undefined ? "" : `did you mean ${near}? `;
  return `the URL's parameter ${JSON.stringify(shorten(name))} is not known and was ignored; ${meant}known are ${READ.join(", ")}, and what libpq knows besides`;
};

/** What to say of the parameters of a URL that nobody knows: names alone, since what stands behind a misspelt one may be a password. */
export const unknownParameters = ({ search, searchParams }: URL): readonly string[] => {
  const names = [...new Set(searchParams.keys())].filter((name) => !KNOWN.includes(name));
  if (names.length > 0 && search.includes("@")) return SECRETS;
  return names.slice(0, MOST_NAMED).map(describe);
};
