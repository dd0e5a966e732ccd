import { expect, it } from "vitest";
import { explain } from "./explain.js";
import { explanations } from "./generated/explanations.js";

it("explains every code of the spec", () => {
  for (const [code, explanation] of Object.entries(explanations)) expect(explain(code)).toBe(explanation);
  expect(explain("TEMPLATE_NOT_EXIST")).toMatchObject({
    status: "F",
    message: "The template does not exist.",
    action: "Check whether the template ID is correct.",
  });
});

it.each([undefined, "", "BRAND_NEW", "toString", "__proto__"])("knows nothing of %s", (code) => {
  expect(explain(code)).toBeUndefined();
});
