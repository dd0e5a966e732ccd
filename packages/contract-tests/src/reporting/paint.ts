/** Paints text for a terminal, or leaves it as it is. */
export interface Paint {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly bold: (text: string) => string;
}

const escape = (code: number) => (text: string) => `\u001B[${code}m${text}\u001B[0m`;

const plain = (text: string): string => text;

export const paintOf = (colours: boolean): Paint =>
  colours
    ? { good: escape(32), bad: escape(31), dim: escape(2), bold: escape(1) }
    : { good: plain, bad: plain, dim: plain, bold: plain };
