declare module "*.css";

declare module "spec:statements" {
  /** Quotes of the API pages by statement id. */
  const quotes: Readonly<Record<string, string>>;
  export default quotes;
}

declare module "spec:examples/*" {
  const example: Readonly<Record<string, unknown>>;
  export default example;
}
