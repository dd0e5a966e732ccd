import { expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../../model/config.js";
import { NAMESPACE, NOW } from "../conformance/records.js";
import { useSqliteFiles } from "../conformance/sqlite-files.js";

const { make } = useSqliteFiles();

it("makes text of a configuration, which may have megabytes, only when it is another one", async () => {
  const store = await make();
  let texts = 0;
  const toJSON = (): object => {
    texts += 1;
    return DEFAULT_CONFIG;
  };
  const change = (next: object, event: "config" | "clock") =>
    store.change(NAMESPACE, NOW, () => ({ next, event, value: undefined }));
  await change({ config: { ...DEFAULT_CONFIG, toJSON } }, "config");
  await change({ clockOffset: 5 }, "clock");
  expect(texts).toBe(1);
});
