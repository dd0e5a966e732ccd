interface Row {
  readonly code: string;
  readonly status: string;
  readonly message: string;
  readonly action: string;
}

export declare const withResultCodes: (description: string, rows: readonly Row[]) => string;
