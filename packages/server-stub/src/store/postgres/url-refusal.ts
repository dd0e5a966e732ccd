import { StoreUnusableError } from "../errors.js";

/** What a URL of a database asks for, and cannot have. */
export const refuse = (rule: string): StoreUnusableError => new StoreUnusableError(`store: ${rule}`);
