import type { Report } from "./report.js";

/** What a README may say of a client: `42 of 42, signed, 2026-01-02`. */
export const badgeOf = ({ counts, startedAt }: Report, signed: boolean): string =>
  `${counts.passed} of ${counts.total - counts.skipped}, ${signed ? "signed" : "unsigned"}, ${startedAt.slice(0, 10)}`;
