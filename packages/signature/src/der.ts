/** One DER value inside a binary string: `start` and `end` bound its content, `from` is where its tag stands. */
export interface DerValue {
  tag: number;
  from: number;
  start: number;
  end: number;
}

/** Past the end of the input every number becomes NaN, which fails each comparison the callers make. */
export const readDer = (der: string, from = 0): DerValue => {
  let start = from + 2;
  let length = der.charCodeAt(from + 1);
  if (length > 0x7f) {
    let digits = length - 0x80;
    for (length = 0; digits > 0; digits -= 1) {
      length = length * 256 + der.charCodeAt(start);
      start += 1;
    }
  }
  return { tag: der.charCodeAt(from), from, start, end: start + length };
};

export const readDerChildren = (der: string, parent: DerValue): DerValue[] => {
  const children: DerValue[] = [];
  for (let at = parent.start; at < parent.end;) {
    const child = readDer(der, at);
    children.push(child);
    at = child.end;
  }
  return children;
};

const writeLength = (length: number): number[] => {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
};

/** Lengths of at most two bytes: an RSA key of 16384 bits stays far below. */
export const writeDer = (tag: number, content: string): string =>
  String.fromCharCode(tag, ...writeLength(content.length)) + content;
