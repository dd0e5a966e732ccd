import { parseTime } from "@miniprogram-messages/signature";
import type { AttemptRecord } from "../model/attempt.js";
import type { FindingId } from "./finding.js";

/** A journal row with its place in it. */
export type Row = AttemptRecord & { readonly sequence: number };

/** Findings of one intent so far: the sequences of the attempts that show each. */
export type Found = Map<FindingId, Set<number>>;

/** Causes that say: the key is right, what it signed is not what was sent. */
const OTHER_KEY = new Set(["wrong-key", "wrong-key-version", "unknown"]);

const bodyOf = ({ request }: AttemptRecord): string => request.bodySha256 ?? request.body;

/** A refreshed token changes the bytes and not the intent: it is masked. */
const isSameContent = (left: AttemptRecord, right: AttemptRecord): boolean =>
  bodyOf(left) === bodyOf(right) || left.request.body === right.request.body;

const isUncertain = ({ result, response }: AttemptRecord): boolean =>
  result.resultStatus === "U" || response.lost === true || response.status !== 200;

/** F and A settle an intent; a traffic limit asks for another try. */
const isFinal = (row: AttemptRecord): boolean =>
  !isUncertain(row) &&
  (row.result.resultStatus === "A" ||
    (row.result.resultStatus === "F" && row.result.resultCode !== "REQUEST_TRAFFIC_EXCEED_LIMIT"));

const signedOtherContent = ({ state, signature }: AttemptRecord): boolean =>
  state === "signature-wrong" && !OTHER_KEY.has(signature?.cause ?? "unknown");

const timeOf = ({ request }: AttemptRecord): number | undefined => {
  const text = request.headers["request-time"];
  return text === undefined ? undefined : parseTime(text);
};

/** Everything that was sent under one requestId of one client and operation. */
export interface Intent {
  readonly requestId: string;
  readonly add: (row: Row) => void;
  /** Findings that only the end shows are among them. */
  readonly findings: () => Found;
}

export const startIntent = (first: Row): Intent => {
  const found: Found = new Map();
  /** The first attempt that was not refused: after a refusal the caller may mend the body. */
  let anchor: Row | undefined;
  let last: Row | undefined;
  let final: Row | undefined;

  const note = (id: FindingId, ...rows: readonly Row[]): void => {
    const sequences = found.get(id) ?? new Set();
    for (const { sequence } of rows) sequences.add(sequence);
    found.set(id, sequences);
  };

  const checkTime = (row: Row): void => {
    const [before, now] = [last && timeOf(last), timeOf(row)];
    if (last && before !== undefined && now !== undefined && !(now > before)) note("time-not-rising", last, row);
  };

  const add = (row: Row): void => {
    if (anchor && !isSameContent(anchor, row)) note("body-changed", anchor, row);
    if (final && bodyOf(final) === bodyOf(row)) note("resent-after-final", final, row);
    checkTime(row);
    if (signedOtherContent(row)) note("signature-over-other-content", row);
    if (row.result.resultStatus !== "F" || isUncertain(row)) anchor ??= row;
    if (isFinal(row)) final ??= row;
    last = row;
  };
  add(first);

  return {
    requestId: first.requestId,
    add,
    findings: () => {
      if (last && isUncertain(last)) note("never-resent", last);
      return found;
    },
  };
};
