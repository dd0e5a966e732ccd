import { expect, it } from "vitest";
import { createHosts } from "./hosts.js";

it("begins with the first one, and goes on in a circle", () => {
  const hosts = createHosts(["a", "b"]);
  expect(hosts.current()).toBe("a");
  hosts.giveUp("a");
  expect(hosts.current()).toBe("b");
  hosts.giveUp("b");
  expect(hosts.current()).toBe("a");
});

it("counts many who give up the same one as one", () => {
  const hosts = createHosts(["a", "b", "c"]);
  hosts.giveUp("a");
  hosts.giveUp("a");
  expect(hosts.current()).toBe("b");
});
