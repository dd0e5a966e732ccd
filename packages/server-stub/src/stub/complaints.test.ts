import { expect, it } from "vitest";
import { StoreLostError } from "../store/errors.js";
import { createComplaints } from "./complaints.js";

const listen = () => {
  const lines: [object, string][] = [];
  const logger = { error: (fields: object, text: string) => lines.push([fields, text]) };
  let storeErrors = 0;
  const complaints = createComplaints({
    logger,
    onStoreError: () => {
      storeErrors += 1;
    },
  });
  return { complaints, lines, storeErrors: () => storeErrors };
};

it("says a thing once, and at the end how often it has happened since", () => {
  const { complaints, lines, storeErrors } = listen();
  for (let time = 0; time < 20_000; time += 1)
    complaints.complain(new StoreLostError("the disk is full", undefined, "full"));
  complaints.complain(new StoreLostError("the file is gone"));
  expect(lines).toMatchObject([
    [{ error: "StoreLostError: the disk is full", fault: "full" }, "the store failed"],
    [{ error: "StoreLostError: the file is gone", fault: "lost" }, "the store failed"],
  ]);
  complaints.close();
  expect(lines).toHaveLength(3);
  expect(lines[2]?.[0]).toMatchObject({ times: 19_999 });
  expect(storeErrors()).toBe(20_001);
});

it("calls a defect a defect: where it is, and nothing that was sent", () => {
  const { complaints, lines, storeErrors } = listen();
  complaints.complain(new RangeError("Invalid string length: secret"));
  complaints.complain("no error at all");
  expect(lines.map(([, text]) => text)).toEqual(Array(2).fill("a defect of the stub; please report it"));
  expect(lines[0]?.[0]).toMatchObject({
    defect: "RangeError",
    at: expect.arrayContaining([expect.stringMatching(/^at /u)]),
  });
  expect(JSON.stringify(lines)).not.toContain("secret");
  expect(storeErrors()).toBe(0);
});
