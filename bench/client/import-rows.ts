import { importTimes, spreadOf } from "../src/import-time.ts";
import type { Row } from "../src/row.ts";
import { median } from "./quantile.ts";

const OWN = "@miniprogram-messages/client";

export const run = async (): Promise<Row[]> => {
  const times = await importTimes([OWN, "openapi-fetch", "ky", "openai"]);
  const rows: Row[] = [];
  for (const [name, measured] of times) {
    const time = median(measured);
    const isOwn = name === OWN;
    rows.push({
      what: `import of ${name}`,
      aim: isOwn ? "≤ 15 ms" : "–",
      measured: `${time.toFixed(1)} ms`,
      ...(isOwn && { reached: time <= 15 }),
      note: spreadOf(measured),
    });
  }
  return rows;
};
