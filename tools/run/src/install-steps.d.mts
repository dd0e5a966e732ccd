export type Step = { readonly file: string; readonly text: string } | { readonly command: string };
export declare const MANAGERS: readonly ("npm" | "pnpm" | "yarn" | "bun")[];
export declare const installSteps: (manager: string, tarballs: Readonly<Record<string, string>>) => readonly Step[];
