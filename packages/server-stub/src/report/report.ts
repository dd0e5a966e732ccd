import { inSlices } from "../model/slices.js";
import { createEqualIntents } from "./equal-intents.js";
import { type Finding, type FindingId, JUDGEMENTS } from "./finding.js";
import { type Intent, type Row, startIntent } from "./intent.js";

/** What the traffic of a namespace says of the client that sent it. */
export interface TrafficReport {
  readonly findings: readonly Finding[];
  readonly intents: number;
  readonly attempts: number;
}

export interface ReportBuilder {
  /** Rows come in the order of the journal. */
  readonly add: (row: Row) => void;
  /** In slices: a long journal has many intents. */
  readonly finish: () => Promise<TrafficReport>;
}

const finding = (id: FindingId, requestId: string, sequences: Iterable<number>): Finding => ({
  id,
  requestId,
  attempts: [...sequences].toSorted((left, right) => left - right),
  ...JUDGEMENTS[id],
});

/** Grades a journal row by row, so that a long one needs no more memory than its intents. Pure. */
export const startReport = (): ReportBuilder => {
  const intents = new Map<string, Intent>();
  const equal = createEqualIntents();
  let attempts = 0;

  return {
    add: (row) => {
      attempts += 1;
      if (row.requestId === "") return;
      const key = JSON.stringify([row.operation, row.clientId, row.requestId]);
      const known = intents.get(key);
      if (known) {
        known.add(row);
        return;
      }
      intents.set(key, startIntent(row));
      equal.add(row);
    },
    finish: async () => {
      const ofOne: Finding[] = [];
      for await (const slice of inSlices(intents.values()))
        for (const { requestId, findings } of slice)
          for (const [id, sequences] of findings()) ofOne.push(finding(id, requestId, sequences));
      const ofSeveral = equal
        .groups()
        .map(({ requestId, sequences }) => finding("intent-under-several-ids", requestId, sequences));
      const findings = [...ofOne, ...ofSeveral].toSorted(
        ({ attempts: [left = 0] }, { attempts: [right = 0] }) => left - right,
      );
      return { findings, intents: intents.size, attempts };
    },
  };
};
