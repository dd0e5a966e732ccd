export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether a line can be written over. */
  readonly terminal: boolean;
  readonly colours: boolean;
}
