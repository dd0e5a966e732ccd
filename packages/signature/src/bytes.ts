/**
 * A view of an ArrayBuffer, as WebCrypto's types ask for; what this package makes is always one. Compilers before 5.7 know no
 * `Uint8Array<ArrayBuffer>`: this spelling means that where they do, and `Uint8Array` where they do not.
 */
export type Bytes = ReturnType<Uint8Array["slice"]>;

let encoder: { encode(text: string): Bytes } | undefined;

/** Looked up with the first call: some test environments bring no TextEncoder before their set-up has run. */
export const utf8 = (text: string): Bytes => (encoder ??= new TextEncoder()).encode(text);

/** One character per byte: `atob` and `btoa` speak it, and DER is shorter to read in it than in arrays. */
export const toBinary = (bytes: Uint8Array): string => {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 4096) {
    // Many at once, but not more than an engine takes as arguments; spreading them would ask an iterator for each.
    const part: string = Reflect.apply(String.fromCharCode, undefined, bytes.subarray(at, at + 4096));
    binary += part;
  }
  return binary;
};

export const fromBinary = (binary: string): Bytes => {
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
};

export const toBase64 = (bytes: Uint8Array): string => btoa(toBinary(bytes));
