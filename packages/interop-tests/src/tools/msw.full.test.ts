import { readFileSync } from "node:fs";
import { fromOpenApi } from "@mswjs/source/open-api";
import { setupServer } from "msw/node";
import { afterAll, describe, expect, it } from "vitest";
import { importFromStub } from "./imported.ts";
import { paths, samples, SUCCEEDED } from "./samples.ts";

const imported = importFromStub("msw", undefined);
const server = setupServer();

afterAll(() => server.close());

const post = async (operation: keyof typeof samples, requestId: string) => {
  const init = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...samples[operation], requestId }),
  };
  const response = await fetch(`${imported.url}${paths[operation]}`, init);
  const body: unknown = await response.json();
  return { status: response.status, body };
};

describe("handlers that @mswjs/source makes, served by MSW", () => {
  it.each(["sendMessage", "sendInbox"] as const)(
    "answer %s at the stub's address in the stub's words",
    async (operation) => {
      const real = await post(operation, "real");
      server.use(...(await fromOpenApi(readFileSync(imported.json, "utf8"))));
      server.listen({ onUnhandledRequest: "error" });
      const mocked = await post(operation, "mocked");
      server.close();
      expect(real).toMatchObject({ status: 200, body: SUCCEEDED });
      expect(mocked).toMatchObject({ status: 200, body: SUCCEEDED });
      expect(await imported.stub.messages({ requestId: "mocked" })).toEqual([]);
    },
  );
});
