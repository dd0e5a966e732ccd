import { Ajv2020 } from "ajv/dist/2020.js";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { allCases, createReferenceServer, htmlOf, junitOf, reportOf, runCases, serverMutants } from "../index.js";
import { headlineOf } from "./headline.js";
import type { Report } from "./report.js";

const rulesOf = (id: string) => serverMutants.find((mutant) => mutant.id === id)?.rules ?? {};

/** A foreign server with a broken sentence, another reading, and something that nobody can judge. */
const brokenReport = async (): Promise<Report> => {
  const { baseUrl, fetch } = createReferenceServer({
    ...rulesOf("new-id-on-replay"),
    ...rulesOf("media-type-required"),
    initial: { users: [{ accessToken: "2019112719074101000700000077771xxxx", customerId: "c", status: "ACTIVE" }] },
  });
  const cases = allCases.filter(({ id, side }) => side === "server" && !id.startsWith("signature/"));
  const results = await runCases(cases, { server: { name: "foreign", baseUrl, fetch } });
  return reportOf(results, {
    version: "0.0.0",
    target: "http://127.0.0.1:1 <&> \u0007",
    control: false,
    strict: false,
    seed: 1,
    startedAt: "2026-01-02T03:04:05.678Z",
    durationMs: 1234.5678,
  });
};

const report = await brokenReport();

test("the JSON report is valid against the published schema", () => {
  const schema = JSON.parse(readFileSync(new URL("../../report.schema.json", import.meta.url), "utf8"));
  const validate = new Ajv2020({ strict: true, formats: { "date-time": true } }).compile(schema);
  expect([validate(JSON.parse(JSON.stringify(report))), validate.errors]).toEqual([true, null]);
});

test("the headline says in words what is broken, what differs and what could not be judged", () => {
  expect(headlineOf(report)).toMatch(
    /^\d+ sentences? (?:is|are) broken, \d+ readings? differs?, \d+ could not be judged: \d+ of \d+ cases passed\.$/u,
  );
});

test("the HTML report says it at the top, and shows sentence, expected, actual and a curl of each failure", () => {
  const html = htmlOf(report);
  expect(html).toContain(`<h1>${headlineOf(report)}</h1>`);
  const failed = report.cases.filter(({ status }) => status === "failed");
  expect(html.match(/<article class="failure">/gu)).toHaveLength(failed.length);
  const article = html.slice(html.indexOf("laws/replay-after-success <small>documented"));
  for (const part of ["<blockquote><b>MS-024</b>", "<th>expected</th>", "<th>actual</th>", "<pre>curl -X POST"]) {
    expect(article.slice(0, article.indexOf("</article>"))).toContain(part);
  }
  expect(html).toContain("Not judged, and what would unlock it");
});

// The schema of Jenkins' xunit plugin (junit-10.xsd), as far as these reports go: attributes and children by element.
const elements: Readonly<
  Record<
    string,
    { attributes: Readonly<Record<string, RegExp>>; required: readonly string[]; children: readonly string[] }
  >
> = {
  testsuites: { attributes: {}, required: [], children: ["testsuite"] },
  testsuite: {
    attributes: {
      name: /^/u,
      tests: /^\d+$/u,
      failures: /^\d+$/u,
      errors: /^\d+$/u,
      skipped: /^\d+$/u,
      time: /^(?:(?:\d{0,3},)*\d{3}|\d{0,3})*(?:\.\d{0,3})?$/u,
      timestamp: /^/u,
    },
    required: ["name", "tests"],
    children: ["testcase"],
  },
  testcase: {
    attributes: { name: /^/u, classname: /^/u, time: /^(?:(?:\d{0,3},)*\d{3}|\d{0,3})*(?:\.\d{0,3})?$/u },
    required: ["name"],
    children: ["skipped", "failure"],
  },
  skipped: { attributes: { message: /^/u, type: /^/u }, required: [], children: [] },
  failure: { attributes: { message: /^/u, type: /^/u }, required: [], children: [] },
};

const attributesOf = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries([...text.matchAll(/([\w:-]+)="([^"<]*)"/gu)].map(([, name = "", value = ""]) => [name, value]));

const tagPattern = /<(\/?)([a-z]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>/gu;

/** What an element breaks of the schema, where it stands. */
const problemsOf = (
  name: string,
  attributes: Readonly<Record<string, string>>,
  parent: string | undefined,
): string[] => {
  const element = elements[name];
  if (element === undefined) return [`<${name}> is unknown`];
  const wrong = Object.entries(attributes).filter(([key, value]) => element.attributes[key]?.test(value) !== true);
  return [
    ...(parent !== undefined && elements[parent]?.children.includes(name) !== true ? [`<${name}> in <${parent}>`] : []),
    ...wrong.map(([key, value]) => `${name} ${key}="${value}"`),
    ...element.required.filter((key) => !(key in attributes)).map((key) => `${name} lacks ${key}`),
  ];
};

const problemsIn = (xml: string): readonly string[] => {
  const open: string[] = [];
  const problems: string[] = [];
  for (const [, end, name = "", rest = "", empty] of xml.matchAll(tagPattern)) {
    if (end === "/") problems.push(...(open.pop() === name ? [] : [`</${name}> closes nothing`]));
    else {
      problems.push(...problemsOf(name, attributesOf(rest), open.at(-1)));
      if (empty !== "/") open.push(name);
    }
  }
  return [...problems, ...open];
};

test("the JUnit report is valid against the schema of Jenkins", () => {
  const xml = junitOf(report);
  expect(problemsIn(xml)).toEqual([]);
  expect(xml.replaceAll(tagPattern, "").replace(/^<\?xml[^>]*\?>/u, "")).not.toContain("<");
  expect(xml).not.toContain("\u0007");
  const counted = attributesOf(/<testsuite [^>]*>/u.exec(xml)?.[0] ?? "");
  expect(Number(counted["failures"])).toBe(xml.match(/<failure/gu)?.length);
  expect(Number(counted["skipped"])).toBe(xml.match(/<skipped/gu)?.length);
});
