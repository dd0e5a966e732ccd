const HEX = /* @__PURE__ */ Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** A big-endian unsigned integer; of a binary string, as DER holds it, without its sign. */
export const toBigInt = (binary: string): bigint => {
  let hex = "0x0";
  for (let at = 0; at < binary.length; at += 1) hex += HEX[binary.charCodeAt(at)];
  return BigInt(hex);
};
