import { namespaceAddress } from "../control/address.js";
import { call } from "../control/call.js";
import type { Attempt, Config } from "../control/rows.js";
import { decidingVerdict } from "../journal/reason.js";
import { observable } from "../state/observable.js";
import { go } from "../state/place.js";
import type { Outgoing } from "./send-request.js";

/** The journal keeps so many characters of a body. */
const LONGEST_KEPT = 16_384;

const MASK = "****";

/** Whether the journal has the whole request. */
export const canSendAgain = ({ request }: Attempt): boolean =>
  request.body !== "" && request.body.length < LONGEST_KEPT;

/**
 * What stands for the token of an attempt: the mask of its user's token, or the trigger that asked for its result. The journal
 * masks every token alike, and knows the user of those that the platform knew.
 */
const tokenOf = async (namespace: string, attempt: Attempt): Promise<string> => {
  if (decidingVerdict(attempt)?.step === "trigger") return `stub-${attempt.result.resultCode}`;
  const { recipient } = attempt;
  if (recipient === undefined) return MASK;
  const { users = [] } = await call<Config>(namespaceAddress(namespace, "config"));
  const user = users.find(
    ({ customerId, customerBelongsTo }) =>
      customerId === recipient.customerId &&
      (customerBelongsTo === undefined || customerBelongsTo === recipient.customerBelongsTo),
  );
  return user?.accessToken ?? recipient.customerId.replace(/^user-/, MASK);
};

/** The request of an attempt, to be sent again. */
export const requestOf = async (namespace: string, attempt: Attempt): Promise<Outgoing> => {
  const token = JSON.stringify(await tokenOf(namespace, attempt));
  const clientId = attempt.request.headers["client-id"];
  return {
    operation: attempt.operation,
    body: attempt.request.body.replace(/("accessToken"\s*:\s*)"\*{4}"/g, (_, name: string) => name + token),
    ...(clientId === undefined ? {} : { clientId }),
  };
};

/** A request that waits in the form to be edited. */
export const draft = observable<Outgoing | undefined>(undefined);

export const edit = (request: Outgoing): void => {
  draft.set(request);
  go({ panel: "send", pane: "controls" });
};
