import { expect, it } from "vitest";
import { openStore } from "../open-store.js";
import { readUnknown } from "./address.js";

it.each([
  ["postgres://a/db?shema=x", ['"shema" is not known and was ignored; did you mean schema? known are schema, host']],
  ["postgres://a,b:5433/db?sslMode=require", ['"sslMode" is not known and was ignored; did you mean sslmode?']],
  ["postgres://u@/db?host=a,b&pasword=secret", ['"pasword" is not known and was ignored; did you mean password?']],
  ["postgres://a/db?pgbouncer=true&x=1", ['"pgbouncer" is not known and was ignored; known are', '"x" is not known']],
  [`postgres://a/db?${"k".repeat(1000)}`, [`"${"k".repeat(64)}…" is not known`]],
  [`postgres://a/db?${Array.from({ length: 9 }, (_, nth) => `key${nth}=1`).join("&")}`, Array(5).fill("is not known")],
  ["postgres://u:12?secret&secret=x@a/db", ["write it as %3F"]],
  ["postgres://a/db", []],
  ["postgres://a/db?", []],
])("says of %s what nobody knows", (url, said) => {
  const found = readUnknown(url);
  expect(found).toEqual(said.map((words) => expect.stringContaining(words)));
  expect(found.join()).not.toMatch(/secret|=1/u);
});

it("takes what libpq and the driver know without a word", () => {
  const known = [
    "postgres://u@a/db?connect_timeout=5&application_name=x&keepalives=1&keepalives_idle=5&tcp_user_timeout=9",
    "postgres://a/db?sslmode=require&channel_binding=prefer&gssencmode=disable&sslsni=0&sslnegotiation=direct",
    "postgres://a/db?schema=s&target_session_attrs=read-write&load_balance_hosts=random&options=-c%20geqo=off",
    "postgres:///db?host=/tmp&user=u&password=p&port=1&dbname=db&replication=&client_encoding=UTF8",
  ];
  expect(known.flatMap(readUnknown)).toEqual([]);
});

it("says so once a store is made of the URL", async () => {
  const notices: string[] = [];
  await openStore("postgres://u:secret@a/db?shema=x", {
    onLost: () => {},
    onNotice: (text) => void notices.push(text),
  });
  expect(notices).toEqual([expect.stringMatching(/^store postgres:\/\/a\/db: the URL's parameter "shema"/u)]);
});
