import { chromium, type Browser } from "playwright-core";
import { inject } from "vitest";
import type { TestProject } from "vitest/node";
import { serveChromium } from "./launch-chromium.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where test files reach the browser of this run. */
    chromium: string;
  }
}

/** Starts one browser for all test files: starting costs more than most of them need. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const server = await serveChromium();
  project.provide("chromium", server.wsEndpoint());
  return () => server.close();
};

/** The browser of this run; closing it closes what this test file opened. */
export const connectChromium = (): Promise<Browser> => chromium.connect(inject("chromium"));
