import { describe, expect, it } from "vitest";
import { readClientOptions } from "./client/options.js";
import { readOptions } from "./options.js";
import { readReportOptions } from "./report/options.js";

const commands = {
  "contract-tests": (argv: readonly string[]) => readOptions(["--url", "http://127.0.0.1", ...argv]),
  "contract-tests client": (argv: readonly string[]) => readClientOptions(["--command", "true", ...argv]),
  "contract-tests report": (argv: readonly string[]) => readReportOptions(["--stub", "http://127.0.0.1", ...argv]),
};

describe.each(Object.entries(commands))("%s", (name, read) => {
  it.each([
    [["--nope"], `Unknown option '--nope'. ${name} --help lists the flags.`],
    [["surplus"], `Unexpected argument 'surplus'. This command does not take positional arguments. ${name} --help`],
    [["--json"], "Option '--json <value>' argument missing. "],
    [["--json", "--html=f"], "--json has no value, or one that begins with a hyphen: that is written --json=<value>."],
    [["--help=yes"], "Option '-h, --help' does not take an argument. "],
  ])("says what is wrong with %j", (argv, line) => {
    expect(() => read(argv)).toThrow(line);
  });

  it("answers --help and --version before it looks at anything else", () => {
    expect(read(["--help", "--json", "f"])).toEqual({ show: "help" });
    expect(read(["-v"])).toEqual({ show: "version" });
  });
});

it.each([
  ["contract-tests", "--url", "--url is missing: give the server's address"],
  ["contract-tests report", "--stub", "--stub is missing: give the stub's address"],
])("%s names a missing %s and an illegal one", (name, flag, missing) => {
  const read = (argv: readonly string[]) => (flag === "--url" ? readOptions(argv) : readReportOptions(argv));
  expect(name).toMatch(/^contract-tests/);
  expect(() => read([])).toThrow(missing);
  for (const address of ["nonsense", "ftp://example.com", ""]) {
    expect(() => read([flag, address])).toThrow(`${flag} ${address} is no http or https address.`);
  }
});

it.each([
  [["--seed", "-1"], "--seed has no value, or one that begins with a hyphen"],
  [["--seed=-1"], "--seed -1 is no whole number from 0."],
  [["--seed", ""], "--seed '' is no whole number from 0."],
  [["--concurrency", "0"], "--concurrency 0 is no whole number from 1."],
  [["--concurrency", "1e400"], "--concurrency 1e400 is no whole number from 1."],
  [["--rate", "fast"], "--rate fast is no number of requests a second above 0."],
  [["--rate", "0"], "--rate 0 is no number of requests a second above 0."],
  [["--operation", "sendmessage"], "--operation sendmessage is none: give sendMessage or sendInbox."],
  [["--header", "secret"], "--header 'secret…' is none: give 'Name: value'."],
  [["--private-key", "key.pem"], "--private-key needs --client-id: the signature covers both."],
])("contract-tests says what is wrong with %j", (argv, line) => {
  expect(() => commands["contract-tests"](argv)).toThrow(line);
});

it.each([
  [["--timeout", "0"], "--timeout 0 is no whole number from 1."],
  [["--concurrency", "two"], "--concurrency two is no whole number from 1."],
  [["--listen", "1"], "Give --command or --listen, not both."],
  [["--operation", "x"], "--operation x is none: give sendMessage or sendInbox."],
  [["--scenario", "x*"], "--scenario 'x*' matches no scenario; contract-tests client --list prints all ids."],
])("contract-tests client says what is wrong with %j", (argv, line) => {
  expect(() => commands["contract-tests client"](argv)).toThrow(line);
});

it.each(["", ".", "..", "a b", "x".repeat(65)])("contract-tests report refuses the namespace %j", (namespace) => {
  expect(() => commands["contract-tests report"](["--namespace", namespace])).toThrow(
    `--namespace ${namespace} is no name`,
  );
});
