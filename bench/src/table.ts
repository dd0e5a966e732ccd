import { cpus, totalmem } from "node:os";
import type { Measurement } from "./row.ts";

/** The generated part of `bench/README.md`: machine, versions, date, and one table per measurement. */
export function report(measurements: readonly Measurement[], at: Date): string {
  const machine = [
    `${cpus().length} cores (${cpus()[0]?.model.trim() ?? "unknown"})`,
    `${Math.round(totalmem() / 2 ** 30)} GiB`,
    `${process.platform} ${process.arch}`,
    `Node ${process.versions.node}`,
  ];
  return [`Measured ${at.toISOString().slice(0, 10)} on ${machine.join(", ")}.`, ...measurements.map(table)].join(
    "\n\n",
  );
}

function table({ title, rows }: Measurement): string {
  const lines = rows.map(({ what, aim, measured, reached, note }) =>
    [what, aim, reached === undefined ? measured : `${measured} ${reached ? "✔" : "✘"}`, note].join(" | "),
  );
  return [
    `### ${title}`,
    "",
    "| what | aim | measured | note |",
    "| --- | --- | --- | --- |",
    ...lines.map((line) => `| ${line} |`),
  ].join("\n");
}
