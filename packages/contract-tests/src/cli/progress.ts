import type { CaseResult } from "../engine/run.js";

/** One line that is written over, for a terminal. */
export const progressLine = (
  total: number,
  write: (text: string) => void,
): { readonly step: (result: CaseResult) => void; readonly end: () => void } => {
  let done = 0;
  let failed = 0;
  return {
    step: ({ id, status }) => {
      done += 1;
      if (status === "failed") failed += 1;
      write(`\r\u001B[K${done}/${total}${failed === 0 ? "" : `, ${failed} failed`}  ${id.slice(0, 60)}`);
    },
    end: () => write("\r\u001B[K"),
  };
};
