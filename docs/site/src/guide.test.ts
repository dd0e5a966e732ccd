import { describe, expect, test } from "vitest";
import { refreshGuide, renderGuide } from "./guide.ts";

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

  test("makes a block that stands in the file anew", () => {
    const source = "<!-- echo abc -->\n\nold\n\n<!-- end -->\n\nafter";
    const html = renderGuide(source, { echo: (argument) => `**${argument}**` });
    expect(html).toContain("<strong>abc</strong>");
    expect(html).not.toContain("old");
    expect(html).toContain("after");
  });
});

describe("refreshGuide", () => {
  const blocks = { echo: (argument: string) => `**${argument}**` };

  test("writes between a block's comment and its end, and nowhere else", () => {
    const source = "a\n\n<!-- echo b -->\n\n<!-- echo c -->\n\nold\n\n<!-- end -->\n\nd";
    const fresh = "a\n\n<!-- echo b -->\n\n<!-- echo c -->\n\n**c**\n\n<!-- end -->\n\nd";
    expect(refreshGuide(source, blocks)).toBe(fresh);
    expect(refreshGuide(fresh, blocks)).toBe(fresh);
  });
});
