import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { repositoryText } from "./language-guide.ts";
import { blocksOf, proxyGuide } from "./proxy-guide.ts";

const readme = repositoryText("packages/server-stub/README.md");

describe("the guide behind a proxy", () => {
  test("names variables and flags that the stub has", () => {
    const names = proxyGuide().match(/\bSTUB_[A-Z_]+\b|--(?:allow-\w+|tls[\w-]*|token|host)\b/g) ?? [];
    expect(names.length).toBeGreaterThan(10);
    for (const name of new Set(names)) expect(readme).toContain(name);
  });

  test("shows files for compose and Kubernetes that can be read", () => {
    const [compose, deployment] = blocksOf("yaml").map((text): unknown => parse(text));
    expect(compose).toMatchObject({ services: { stub: { environment: { STUB_HOST: "0.0.0.0" } } } });
    expect(deployment).toMatchObject({
      kind: "Deployment",
      spec: { template: { spec: { containers: [{ readinessProbe: { httpGet: { path: "/_stub/health" } } }] } } },
    });
  });
});
