import { afterEach, expect, it, vi } from "vitest";
import { StoreLostError, type StoreFault } from "../errors.js";
import { lost, unusable } from "./failure.js";

afterEach(() => vi.unstubAllEnvs());

const failed = (code: string, message = "said by the server"): Error => Object.assign(new Error(message), { code });

/** PostgreSQL names the function that says something, whatever language it says it in. */
const by = (routine: string, code = "53300"): Error => Object.assign(failed(code), { routine });

/** Of a row, with what the server or a trigger names of it. */
const refused = (fields: object): Error => Object.assign(failed("23502", "with a value"), fields);

const failures: readonly [error: Error, fault: StoreFault, said: RegExp][] = [
  [failed("ECONNREFUSED"), "lost", /no server listens there/u],
  [new AggregateError([failed("ECONNREFUSED")]), "lost", /no server listens there/u],
  [failed("53100"), "full", /disk is full/u],
  [failed("25006"), "read-only", /standby/u],
  [failed("XX001"), "damaged", /files are damaged/u],
  [failed("25P04"), "lost", /transaction_timeout; raise it/u],
  [failed("57P05"), "lost", /idle_session_timeout/u],
  [failed("40P01"), "locked", /others hold the same rows/u],
  [failed("55P03"), "locked", /others hold the same rows/u],
  [failed("54000"), "too-large", /send less/u],
  [failed("54001", "stack depth limit exceeded"), "too-large", /send less/u],
  [failed("42501"), "read-only", /grant CREATE/u],
  [failed("28000", 'no pg_hba.conf entry for host "10.0.0.1", user "u", no encryption'), "lost", /demands TLS/u],
  [failed("28000", 'no pg_hba.conf entry for host "10.0.0.1", user "u", SSL encryption'), "lost", /pg_hba/u],
  [failed("53300", "sorry, too many clients already"), "lost", /raise max_connections/u],
  [failed("53300", "gesagt in irgendeiner Sprache"), "lost", /raise max_connections/u],
  [by("InitializeSessionUserId"), "lost", /the user .*ALTER ROLE … CONNECTION LIMIT/u],
  [by("CheckMyDatabase"), "lost", /the database .*ALTER DATABASE … CONNECTION LIMIT/u],
  [failed("08P01", 'server login failed: FATAL too many connections for role "u"'), "lost", /ALTER ROLE/u],
  [failed("08P01", 'server login failed: FATAL too many connections for database "d"'), "lost", /ALTER DATABASE/u],
  [failed("08P01", "server login failed: FATAL sorry, too many clients already"), "lost", /raise max_connections/u],
  [failed("08P01", "no more connections allowed (max_client_conn)"), "lost", /raise its max_client_conn /u],
  [
    failed("08P01", "client connections exceeded (max_db_client_connections)"),
    "lost",
    /its max_db_client_connections /u,
  ],
  [failed("EINVAL", "getaddrinfo EINVAL hhh"), "lost", /no such host/u],
  [failed("08P01", "query_wait_timeout"), "lost", /default_pool_size, and max_db_connections/u],
  [new Error("timeout expired"), "lost", /takes no connection in time.*server_login_retry/u],
  [new Error("timeout exceeded when trying to connect"), "lost", /takes no connection in time/u],
  [new Error("The server does not support SSL connections"), "lost", /speaks no TLS/u],
  [failed("DEPTH_ZERO_SELF_SIGNED_CERT", "self-signed certificate"), "lost", /sslrootcert/u],
  [failed("P0001", "with a value"), "lost", /refuses what the stub writes \(SQLSTATE P0001\); look at the triggers/u],
  [failed("22001"), "lost", /refuses what the stub writes \(SQLSTATE 22001\)/u],
  [
    refused({ schema: "s", table: "t", column: "Odd", detail: "with a value" }),
    "lost",
    /writes to s\.t \(SQLSTATE 23502, column "Odd"\); look at .* were added to that table$/u,
  ],
  [
    refused({ routine: "exec_stmt_raise", table: "with a value" }),
    "lost",
    /writes \(SQLSTATE 23502\); look at .* added to its tables; the server's log/u,
  ],
  [by("CheckMyDatabase", "55000"), "lost", /lets nobody into this database; ALTER DATABASE … ALLOW_CONNECTIONS true/u],
  [
    failed("08P01", 'server login failed: FATAL database "d" is not currently accepting connections'),
    "lost",
    /ALLOW_CONNECTIONS true/u,
  ],
  [failed("08P01", 'database "d" is disabled'), "lost", /the pooler .* ENABLE it there/u],
  [failed("08P01", "transaction blocks not allowed in statement pooling mode"), "lost", /pool_mode = transaction/u],
];

it.each(failures)("names %s", (error, fault, said) => {
  const url = "postgres://u:secret@db.example/stub";
  const atStart = unusable(url, error);
  expect(atStart).toMatchObject({ code: "STORE_UNUSABLE", fault, message: expect.stringMatching(said) });
  expect(atStart.message).toMatch(/^store postgres:\/\/db\.example\/stub: /u);
  const inUse = lost(error);
  expect(inUse).toMatchObject({ code: "STORE_LOST", fault, message: expect.stringMatching(said) });
  for (const failure of [atStart, inUse]) expect(String(failure)).not.toContain("with a value");
});

it.each([
  ["XX000", "store postgres: the database answers with an error (SQLSTATE XX000); see the server's log"],
  ["55000", "store postgres: the database answers with an error (SQLSTATE 55000); see the server's log"],
  ["EPIPE", "store postgres: the database does not answer"],
  ["", "store postgres: the database does not answer"],
])("tells an answer from none: %s", (code, message) => {
  expect(lost(failed(code))).toMatchObject({ fault: "lost", message });
});

it.each([
  ["postgres://a/db", "require", "use PGSSLMODE=disable, or turn ssl on"],
  ["postgres://a/db?sslmode=", "require", "use PGSSLMODE=disable, or turn ssl on"],
  ["postgres://a/db?sslmode=require", "require", "use sslmode=disable, or turn ssl on"],
  ["postgres://a/db?sslmode=require", "", "use sslmode=disable, or turn ssl on"],
  ["postgres://a/db?sslnegotiation=direct", "prefer", "use sslmode=disable, or turn ssl on"],
])("names what asks for TLS: %s with PGSSLMODE=%s", (url, mode, said) => {
  vi.stubEnv("PGSSLMODE", mode);
  expect(unusable(url, new Error("The server does not support SSL connections")).message).toContain(said);
});

it("leaves a defect what it is", () => {
  for (const defect of [new TypeError("x"), new RangeError("y")]) expect(lost(defect)).toBe(defect);
  expect(lost(new Error("Query read timeout"))).toBeInstanceOf(StoreLostError);
});
