import { describe, expect, test } from "vitest";
import { renderGuide } from "./guide.ts";

describe("renderGuide", () => {
  test("gives headings an id to link to", () => {
    expect(renderGuide("## What is signed?", {})).toContain('<h2 id="what-is-signed">');
  });

  test("fills blocks, with their argument", () => {
    expect(renderGuide("<!-- echo abc -->", { echo: (argument) => `**${argument}**` })).toContain(
      "<strong>abc</strong>",
    );
  });

  test("names a block that does not exist", () => {
    expect(() => renderGuide("<!-- result-code -->", { "result-codes": () => "" })).toThrow(
      /<!-- result-code -->.*Blocks: result-codes/,
    );
  });

  test("shows code as text", () => {
    expect(renderGuide("```html\n<script>alert(1)</script>\n```", {})).not.toContain("<script>");
  });

  test("lets wide tables scroll by themselves, by keyboard as well", () => {
    expect(renderGuide("| a |\n| --- |\n| b |", {})).toContain('<div class="scroll" tabindex="0"><table>');
  });
});
