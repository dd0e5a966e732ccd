// Timers and clocks as they were when the stub was loaded. Tests fake them to move their own code along; a stub in the same
// process must answer, deliver and close all the same. Every file of the stub takes them from here.

/** Node's own where they can be had: a tool that fakes timers before anything is loaded has replaced the global ones already. */
const timers = globalThis.process?.getBuiltinModule?.("node:timers") ?? globalThis;

export const { clearInterval, clearTimeout, setImmediate, setInterval, setTimeout } = timers;

export const { queueMicrotask } = globalThis;

export const performance = { now: globalThis.performance.now.bind(globalThis.performance) };

/** Milliseconds since 1970. */
export const dateNow = globalThis.Date.now;

/** Resolves after so many ms. */
export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
