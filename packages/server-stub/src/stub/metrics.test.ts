import { expect, it } from "vitest";
import { createMetrics } from "./metrics.js";

it("says where a bundle has left no way to its library, and lets the stub answer on", async () => {
  let asked = 0;
  const metrics = createMetrics(() => {
    asked += 1;
    return Promise.reject(new Error('Dynamic require of "os" is not supported'));
  });
  // An unhandled rejection would end the run.
  for (let count = 0; count < 5000; count += 1) metrics.answered("sendMessage", "SUCCESS", 0.001);
  await expect(metrics.render()).rejects.toThrow("Dynamic require");
  metrics.answered("sendMessage", "SUCCESS", 0.001);
  expect(asked).toBe(1);
});

it("counts what was answered before anybody asked", async () => {
  const metrics = createMetrics();
  for (let count = 0; count < 1500; count += 1) metrics.answered("sendMessage", "SUCCESS", 0.001);
  const { text } = await metrics.render();
  expect(text).toContain('server_stub_answers_total{operation="sendMessage",result_code="SUCCESS"} 1500');
});
