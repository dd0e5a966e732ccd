import type { Locator } from "playwright-core";

/** Waits until an element shows; fails when it does not. */
export const expectVisible = (locator: Locator): Promise<void> => locator.waitFor({ state: "visible" });

/** Waits until an element is gone; fails when it stays. */
export const expectGone = (locator: Locator): Promise<void> => locator.waitFor({ state: "detached" });
