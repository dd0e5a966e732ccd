import { open } from "node:fs/promises";
import { join } from "node:path";

/** As much as a database brings to the disk at a checkpoint. */
const megabytes = 300;
const piece = Buffer.alloc(1 << 20, 7);
const page = Buffer.alloc(8192, 7);

/** The longest that anybody waits for 8 KiB to reach the disk, while a large file is brought there by somebody else, in ms: no database can be quicker. */
export const longestSync = async (folder: string): Promise<number> => {
  const [large, small] = [await open(join(folder, "large"), "w"), await open(join(folder, "small"), "w")];
  try {
    for (let nth = 0; nth < megabytes; nth += 1) await large.write(piece);
    const over = new AbortController();
    const synced = large.sync().finally(() => over.abort());
    let longest = 0;
    while (!over.signal.aborted) {
      const started = performance.now();
      await small.write(page);
      await small.datasync();
      longest = Math.max(longest, performance.now() - started);
    }
    await synced;
    return longest;
  } finally {
    await large.close();
    await small.close();
  }
};
