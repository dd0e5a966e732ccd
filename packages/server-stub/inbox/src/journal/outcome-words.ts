import { channelNames, superAppNames, type Attempt } from "../control/rows.js";

export type OutcomeStatus = Attempt["outcome"]["status"];

/** What the user got, in words. */
export const outcomeNames: Readonly<Record<OutcomeStatus, string>> = {
  delivered: "Delivered",
  queued: "On its way",
  undelivered: "Not delivered",
  rejected: "Rejected",
  unknown: "Unknown",
};

/** The outcomes in the order in which they are offered. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of the record above
export const outcomeStatuses = Object.keys(outcomeNames) as OutcomeStatus[];

/** Such as "GCash, user 2088…, SMS"; empty when nobody knows whom it was for. */
export const recipientWords = ({ recipient }: Attempt): string => {
  if (recipient === undefined) return "";
  const { customerBelongsTo, customerId, channel } = recipient;
  const superApp = customerBelongsTo === undefined ? "Wallet" : superAppNames[customerBelongsTo];
  return `${superApp}, user ${customerId}, ${channelNames[channel]}`;
};

/** Such as "3 delivered" and "1 rejected". */
export const outcomeCounts = (attempts: readonly Attempt[]): readonly string[] =>
  outcomeStatuses.flatMap((status) => {
    const count = attempts.filter(({ outcome }) => outcome.status === status).length;
    return count === 0 ? [] : [`${count} ${outcomeNames[status].toLowerCase()}`];
  });
