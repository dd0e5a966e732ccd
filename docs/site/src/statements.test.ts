import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { contentsOf } from "./contents.ts";
import { errataAbout, errataOf, withTitles } from "./errata.ts";
import { renderGuide } from "./guide.ts";
import { statementLists, type Statement } from "./statements.ts";
import { readSuiteReport } from "./suite-report.ts";

const errataText = [
  "# Errata",
  "",
  "## E07",
  "",
  "**`language` is optional**",
  "",
  "> The maximum array   size is five. — `v2-messages-sendInbox`",
  "",
  "- Level: inferred",
].join("\n");

const statement = (rest: Partial<Statement>): Statement => ({
  id: "SI-001",
  page: "v2-messages-sendInbox",
  quote: "A list of templates. The maximum array size is five.",
  operation: "sendInbox",
  level: "documented",
  enforcedBy: [{ case: "boundaries/send-inbox/templates/max-items" }],
  ...rest,
});

const sections = (count: number): string =>
  Array.from({ length: count }, (_, index) => `<h2 id="s${index}">S <code>${index}</code></h2>`).join("");

describe("errata", () => {
  test("an erratum is about a sentence that it quotes, whatever the white space", () => {
    const errata = errataOf(errataText);
    expect(errataAbout("The maximum array size is five.", errata).map(({ id }) => id)).toEqual(["E07"]);
    expect(errataAbout("Another sentence of that page.", errata)).toEqual([]);
  });

  test("has its title in the heading and keeps its number as the place to link to", () => {
    expect(renderGuide(withTitles(errataText), {})).toContain(
      '<h2 id="e07">E07: <code>language</code> is optional</h2>',
    );
  });
});

describe("statements", () => {
  test("an enforced one has its mark, its case and the erratum that reads it", () => {
    const html = statementLists([statement({})], errataOf(errataText));
    expect(html).toContain('<li id="SI-001">');
    expect(html).toContain("✔ enforced");
    expect(html).toContain("case <code>boundaries/send-inbox/templates/max-items</code>");
    expect(html).toContain('href="errata.html#e07"');
    expect(html).toContain("1 of 1 are enforced");
  });

  test("one that only guides a reader says why", () => {
    const html = statementLists([statement({ enforcedBy: [{ note: "Advice <to> a reader." }] })], []);
    expect(html).toContain("– for readers");
    expect(html).toContain("Advice &#60;to&#62; a reader.");
    expect(html).toContain("0 of 1 are enforced");
  });

  test("shows how its cases ended when a report of the suite is given", async () => {
    const file = join(await mkdtemp(join(tmpdir(), "report-")), "report.json");
    const cases = [{ id: "boundaries/send-inbox/templates/max-items", status: "passed" }];
    await writeFile(file, JSON.stringify({ cases }));
    const html = statementLists([statement({})], [], await readSuiteReport(file));
    expect(html).toContain('<span class="status passed">passed</span>');
    expect(html).toContain("1 of those passed");
  });

  test("names a report that is none", async () => {
    const file = join(await mkdtemp(join(tmpdir(), "report-")), "other.json");
    await writeFile(file, "{}");
    await expect(readSuiteReport(file)).rejects.toThrow(/other\.json is no report of the contract suite/);
  });
});

describe("contentsOf", () => {
  test("lists the sections of a long page and leaves a short one alone", () => {
    expect(contentsOf(sections(4))).toContain('<a href="#s3">S 3</a>');
    expect(contentsOf(sections(3))).toBe("");
  });
});
