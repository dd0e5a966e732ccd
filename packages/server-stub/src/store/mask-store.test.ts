import { expect, it } from "vitest";
import { maskStore } from "./mask-store.js";

it.each([
  ["memory", "memory"],
  ["sqlite:/var/lib/me@work/a.db", "sqlite:/var/lib/me@work/a.db"],
  ["sqlite:C:\\Users\\me@work\\a.db", "sqlite:C:\\Users\\me@work\\a.db"],
  ["postgres://host:5433/db", "postgres://host:5433/db"],
  ["postgres://u:SECRET@host/db", "postgres://…@host/db"],
  ["postgres://u:SEC/RET@host/db", "postgres://…@host/db"],
  ["postgres://u:SEC@RET@host/db", "postgres://…@host/db"],
  ["postgres://host/db?user=u&password=SECRET", "postgres://host/db?user=u&password=…"],
  ["postgres://host/db?sslpassword=SECRET", "postgres://host/db?sslpassword=…"],
  ["postgres:u:SECRET@host/db", "postgres:…@host/db"],
  ["POSTGRES:SECRET@host/db", "POSTGRES:…@host/db"],
  ["mysql://u:SECRET@host/db", "mysql://…@host/db"],
  ["u:SECRET@127.0.0.1/db", "…@127.0.0.1/db"],
  ["u:SEC//RET@127.0.0.1/db", "…@127.0.0.1/db"],
  ["sqlite:u:SECRET@host/db", "sqlite:…@host/db"],
  ["sqlite:postgres://u:SECRET@host/db", "sqlite:postgres://…@host/db"],
  ["host=127.0.0.1 password=SECRET", "host=127.0.0.1 password=…"],
  ["host=h PASSWORD = 'SEC RET\\' x=y' dbname=d", "host=h PASSWORD = … dbname=d"],
  ["host=h password=SEC RET", "host=h password=…"],
  ["host=h password='SECRET", "host=h password=…"],
  ["host=h password=SEC@RET dbname=d", "host=h password=… dbname=d"],
  ["postgres://host=h passwd=SECRET", "postgres://host=h passwd=…"],
])("shows %s as %s", (text, shown) => {
  expect(maskStore(text)).toBe(shown);
});
