import { open } from "node:fs/promises";
import { join } from "node:path";
import { median } from "./median.ts";

/** Milliseconds that this disk takes to make 64 KiB durable, about what one commit under load writes. */
export const syncTime = async (folder: string): Promise<number> => {
  const file = await open(join(folder, "sync"), "w");
  const block = Buffer.alloc(65_536, 1);
  const times: number[] = [];
  for (let index = 0; index < 50; index += 1) {
    await file.write(block);
    const begin = performance.now();
    await file.datasync();
    times.push(performance.now() - begin);
  }
  await file.close();
  return median(times);
};
