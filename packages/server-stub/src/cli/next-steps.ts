import { maskStore } from "../store/mask-store.js";
import { shellWord } from "./shell-word.js";

/** What a person needs to know next. */
export interface NextSteps {
  /** Address that a browser can open. */
  readonly url: string;
  readonly token: string | undefined;
  readonly store: string;
  /** Exact prefix before `/v2/`; undefined takes any. */
  readonly prefix: string | undefined;
  /** File of a certificate that was made for this machine. */
  readonly certificate: string | undefined;
}

const BODY =
  '{"appId":"P0001","authClientId":"M0001","accessToken":"TOKEN-1","templateCode":"TP_1","customerBelongsTo":"GCASH",' +
  '"requestId":"ORDER-1","templates":[{"language":"en-US","templateParameters":{"customTitle":"Paid"}}]}';

/** Link to the page, with the token where one is needed. */
export const pageLink = (url: string, token: string | undefined): string =>
  token === undefined ? `${url}/` : `${url}/?token=${encodeURIComponent(token)}`;

/** For a terminal: where the page and the documentation are, a first call, and where messages are kept. */
export const nextSteps = ({ url, token, store, prefix = "", certificate }: NextSteps): string => {
  const kept = store === "memory" ? "memory, until it stops" : maskStore(store);
  const trust = certificate === undefined ? "" : ` --cacert ${shellWord(certificate)}`;
  // With a token the link has just been printed, and once is enough.
  const page = token === undefined ? `  Inbox page     ${url}/\n` : "";
  return `
${page}  Documentation  ${url}/docs
  Messages in    ${kept}
  A first call   curl -s${trust} ${url}${prefix}/v2/miniprogram/message/send -H 'content-type: application/json' -d '${BODY}'
  Stop           Ctrl+C
`;
};
