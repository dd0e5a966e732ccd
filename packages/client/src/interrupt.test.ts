import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { virtualRuntime } from "../test/virtual-runtime.js";
import { interruptible, pause } from "./interrupt.js";

const never = (): Promise<never> => new Promise(() => {});

describe("interruptible", () => {
  it("settles with the work and leaves neither timer nor listener behind", async () => {
    const runtime = virtualRuntime();
    const { signal } = new AbortController();
    expect(await interruptible(async () => 7, { ms: 100, signal, runtime })).toBe(7);
    await expect(interruptible(() => Promise.reject(new Error("own")), { ms: 100, signal, runtime })).rejects.toThrow(
      "own",
    );
    expect(runtime.pending()).toBe(0);
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });

  it("ends work that ignores its signal, after the time", async () => {
    const runtime = virtualRuntime();
    const work = interruptible(never, { ms: 100, signal: undefined, runtime });
    await expect(runtime.run(work)).rejects.toMatchObject({ reason: "timeout" });
    expect(runtime.passed()).toBe(100);
  });

  it("tells the work that its time is up", async () => {
    const runtime = virtualRuntime();
    let told: AbortSignal | undefined;
    const work = (signal: AbortSignal): Promise<never> => {
      told = signal;
      return never();
    };
    await expect(runtime.run(interruptible(work, { ms: 1, signal: undefined, runtime }))).rejects.toThrow("timeout");
    expect(told?.aborted).toBe(true);
  });

  it("does not begin when the signal has fired", async () => {
    const runtime = virtualRuntime();
    let begun = false;
    const work = async (): Promise<void> => {
      begun = true;
    };
    const limits = { ms: 100, signal: AbortSignal.abort(), runtime };
    await expect(interruptible(work, limits)).rejects.toMatchObject({ reason: "aborted" });
    expect(begun).toBe(false);
    expect(runtime.pending()).toBe(0);
  });

  it("puts one listener on a signal that many share, and takes it off after the last", async () => {
    const runtime = virtualRuntime();
    const controller = new AbortController();
    const { signal } = controller;
    const all = Array.from({ length: 50 }, () => interruptible(never, { ms: 100, signal, runtime }));
    const settled = Promise.allSettled(all);
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    controller.abort();
    const reasons = (await settled).map((one) => (one.status === "rejected" ? one.reason.reason : one.status));
    expect(new Set(reasons)).toEqual(new Set(["aborted"]));
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
    expect(runtime.pending()).toBe(0);
  });
});

describe("pause", () => {
  it("is true after its time", async () => {
    const runtime = virtualRuntime();
    expect(await runtime.run(pause({ ms: 250, signal: undefined, runtime }))).toBe(true);
    expect(runtime.passed()).toBe(250);
  });

  it("is false at once when the signal fires", async () => {
    const runtime = virtualRuntime();
    const controller = new AbortController();
    const waiting = pause({ ms: 250, signal: controller.signal, runtime });
    controller.abort();
    expect(await waiting).toBe(false);
    expect(runtime.passed()).toBe(0);
  });
});
