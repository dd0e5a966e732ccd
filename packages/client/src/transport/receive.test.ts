import { describe, expect, it } from "vitest";
import { readBody } from "./receive.js";

const streamOf = (size: number, count: number, onCancel: () => void = () => {}): ReadableStream<Uint8Array> => {
  let left = count;
  return new ReadableStream({
    pull: (controller) => {
      if (left === 0) controller.close();
      else controller.enqueue(new Uint8Array(size).fill(left));
      left -= 1;
    },
    cancel: onCancel,
  });
};

describe("readBody", () => {
  it("puts the pieces together", async () => {
    expect(await readBody(new Response(streamOf(2, 3)))).toEqual(new Uint8Array([3, 3, 2, 2, 1, 1]));
  });

  it("takes no body for an empty one", async () => {
    expect(await readBody(new Response(null))).toEqual(new Uint8Array());
  });

  it("takes a mebibyte, and cuts off what is longer", async () => {
    let cancelled = false;
    const endless = streamOf(1 << 16, Infinity, () => {
      cancelled = true;
    });
    expect(await readBody(new Response(streamOf(1 << 16, 16)))).toHaveLength(1 << 20);
    await expect(readBody(new Response(endless))).rejects.toMatchObject({ reason: "protocol" });
    expect(cancelled).toBe(true);
  });
});
