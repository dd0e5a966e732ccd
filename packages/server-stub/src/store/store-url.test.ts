import { describe, expect, it } from "vitest";
import { StubError } from "../model/errors.js";
import { fileOf, kindOf } from "./store-url.js";

describe("kindOf", () => {
  it.each([
    ["memory", "memory"],
    ["sqlite:a.db", "sqlite"],
    ["sqlite:./a b/ä.db", "sqlite"],
    ["sqlite:/var/lib/a.db", "sqlite"],
    ["sqlite:../a~b.db", "sqlite"],
    ["sqlite:me@work/a.db", "sqlite"],
    ["sqlite:./u:12@h.db", "sqlite"],
    ["sqlite:why?.db", "sqlite"],
    ["sqlite:./a.db?mode=ro", "sqlite"],
    ["sqlite:/var/lib/./a.db?mode=ro", "sqlite"],
    ["postgres://a@b/c", "postgres"],
    ["postgresql:///c", "postgres"],
  ])("%s", (url, kind) => {
    expect(kindOf(url)).toBe(kind);
  });

  it.each([
    ["sqlite:", "the file is missing"],
    ["sqlite::memory:", "is called memory"],
    ["sqlite:file:a.db", "not a file: URL"],
    ["sqlite:FILE:///a.db", "not a file: URL"],
    ["sqlite://a.db", "and no //"],
    ["sqlite:///a.db", "and no //"],
    ["sqlite:~", "write the path"],
    ["sqlite:~/a.db", "write the path"],
    ["sqlite:~me/a.db", "write the path"],
    ["sqlite:a/", "ends in a slash"],
    ["sqlite: a.db", "starts or ends with a space"],
    ["sqlite:a.db\n", "starts or ends with a space"],
    ["sqlite:a.db?mode=ro", "?mode=ro are not read"],
    ["sqlite:/var/lib/a.db?cache=shared&mode=rwc", "put ./ before the name"],
    ["sqlite:./lib/a.db?vfs=unix-none", "put ./ before the name"],
    ["SQLITE:a.db", "did you mean sqlite:<file>?"],
    ["sqlite", "did you mean sqlite:<file>?"],
    ["sqlite3:a.db", "did you mean sqlite:<file>?"],
    ["file:a.db", "did you mean sqlite:<file>?"],
    ["Memory", "did you mean memory?"],
    ["memory:", "did you mean memory?"],
    ["POSTGRES://me:secret@host/db", "did you mean postgres://…?"],
    ["postgres:host/db", "did you mean postgres://…?"],
    ["postgres://", "did you mean postgres://…?"],
    ["a.db", "did you mean sqlite:a.db?"],
    ["/var/lib/a.db", "did you mean sqlite:/var/lib/a.db?"],
    ["u:secret@127.0.0.1/db", "did you mean postgres://…?"],
    ["host=127.0.0.1 password=secret", "did you mean postgres://…?"],
    ["sqlite:postgres://u:secret@h/db", "another kind of store stands behind sqlite:"],
    ["sqlite:sqlite:a.db", "another kind of store stands behind sqlite:"],
    ["sqlite:mysql://u:secret@h/db", "another kind of store stands behind sqlite:"],
    ["sqlite:u:secret@h/db", "or put ./ before a file"],
    ["sqlite:host=h password=secret", "or put ./ before a file"],
    ["mysql://me:secret@host/db", "is none of the known kinds; use memory"],
    [`sqlite:${"x".repeat(9000)}`, "has more than 8192 characters"],
    [`postgres://u:secret@h/${"x".repeat(9000)}`, "has more than 8192 characters"],
    ["", "is none of the known kinds; use memory"],
  ])("refuses %j: %s", (url, rule) => {
    const refused = (): unknown => kindOf(url);
    expect(refused).toThrow(StubError);
    expect(refused).toThrow(rule);
    expect(refused).not.toThrow("secret");
  });

  it.skipIf(process.platform === "win32")("refuses a path of Windows elsewhere", () => {
    expect(() => kindOf("sqlite:C:\\stub\\a.db")).toThrow("one of Windows");
  });
});

it("fileOf is the path behind sqlite:", () => {
  expect([fileOf("sqlite:a.db"), fileOf("memory")]).toEqual(["a.db", undefined]);
});
