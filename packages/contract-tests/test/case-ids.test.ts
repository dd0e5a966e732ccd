import { expect, test } from "vitest";
import { allCases } from "../src/index.js";
import { isSaid } from "../src/spec/level.js";
import { casesOf, errataLevels, statements } from "../src/spec/statement.js";

const ids = allCases.map(({ id }) => id);

test("case-ids.json lists every case; `vitest run -u` writes it again", async () => {
  await expect(`${JSON.stringify(ids, undefined, 2)}\n`).toMatchFileSnapshot("../case-ids.json");
});

test("no two cases share an id", () => {
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

test("every case that a statement cites exists", () => {
  const cited = statements.flatMap((statement) => casesOf(statement).map((id) => `${statement.id} ${id}`));
  expect(cited.filter((line) => !ids.includes(line.split(" ")[1] ?? ""))).toEqual([]);
});

test("a documented case is one whose sentence says so", () => {
  const unsaid = allCases.filter((one) => one.side === "server" && one.says !== undefined && !isSaid(one.id, one.says));
  expect(unsaid.map(({ id }) => id)).toEqual([]);
});

test("an erratum caps the level of the cases that name it", () => {
  const strength = ["policy", "inferred", "documented"];
  const over = allCases.filter(
    ({ side, level, rule }) =>
      side === "server" &&
      (rule.match(/E\d\d/gu) ?? []).some(
        (erratum) => strength.indexOf(level) > strength.indexOf(errataLevels[erratum] ?? "policy"),
      ),
  );
  expect(over.map(({ id }) => id)).toEqual([]);
});

test("a case demands nothing more strongly than the statements it enforces", () => {
  const strength = ["policy", "inferred", "documented"];
  const levels = new Map(allCases.map(({ id, level }) => [id, level]));
  const stronger = ids.filter((id) => {
    const enforced = statements.filter((statement) => casesOf(statement).includes(id));
    const demanded = Math.max(...enforced.map(({ level }) => strength.indexOf(level)));
    return enforced.length > 0 && strength.indexOf(levels.get(id) ?? "policy") > demanded;
  });
  expect(stronger).toEqual([]);
});
