/** What a request shows of itself. */
export interface Presented {
  readonly method: string;
  readonly uri: string;
  readonly body: Uint8Array;
  readonly header: string | undefined;
  readonly givenId: string;
  readonly time: string;
  readonly pathWithoutNamespace: string;
}
