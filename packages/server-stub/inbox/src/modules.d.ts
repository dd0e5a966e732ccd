declare module "*.css";

declare module "spec:statements" {
  /** The statements of `spec/statements.yaml`, cut down to what the page looks up. */
  const statements: readonly {
    readonly id: string;
    readonly page: string;
    readonly quote: string;
    readonly operation?: string;
    /** Field of the request, without the leading `request.`. */
    readonly field?: string;
    /** Last segments of the schema pointers that enforce it, such as `maxLength`. */
    readonly keywords: readonly string[];
  }[];
  export default statements;
}

declare module "spec:samples" {
  /** The request samples of each operation, in the order of the spec. */
  const samples: readonly {
    readonly operation: string;
    readonly summary: string;
    readonly body: Readonly<Record<string, unknown>>;
  }[];
  export default samples;
}
