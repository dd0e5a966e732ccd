import type { Measurement } from "../src/row.ts";
import { run as runCalls } from "./calls.ts";
import { run as runImportTime } from "./import-rows.ts";
import { run as runInstantiations } from "./instantiations.ts";
import { run as runSize } from "./size.ts";

/** The client's figures, one after the other: they would slow each other down. */
export const measureClient = async (): Promise<Measurement> => ({
  title: "The client",
  rows: [...(await runSize()), ...(await runInstantiations()), ...(await runCalls()), ...(await runImportTime())],
});
