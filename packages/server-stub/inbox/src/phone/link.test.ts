import { describe, expect, it } from "vitest";
import { cutAtAddresses, safeAddress } from "./link.js";

describe("safeAddress", () => {
  it.each([
    ["https://region.demo.com/a?b=c#d", "https://region.demo.com/a?b=c#d"],
    ["HTTP://Region.Demo.com", "http://region.demo.com/"],
    ["https://r\u0435gion.demo.com/", "https://xn--rgion-zwe.demo.com/"],
    ["https://region.demo.com/\u202Egpj.exe", "https://region.demo.com/%E2%80%AEgpj.exe"],
  ])("lets %s through as the browser takes it", (text, address) => {
    expect(safeAddress(text)).toBe(address);
  });

  it.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " https://leading.space/",
    "data:text/html,x",
    "alipays://platformapi/startapp",
    "//region.demo.com",
    "/path",
    "linkName",
    "https://",
    "",
  ])("refuses %j", (text) => {
    expect(safeAddress(text)).toBeUndefined();
  });
});

describe("cutAtAddresses", () => {
  it("makes every second part an address", () => {
    expect(cutAtAddresses("See https://a.demo/x, or http://b.demo")).toEqual([
      "See ",
      "https://a.demo/x,",
      " or ",
      "http://b.demo",
      "",
    ]);
  });

  it("loses nothing", () => {
    const text = 'a <https://a.demo/"x"> b https://';
    expect(cutAtAddresses(text).join("")).toBe(text);
  });
});
