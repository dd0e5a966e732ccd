import { type SpecDocuments, specDocuments } from "./documents.ts";
import { SPEC_FOLDER } from "./repository.ts";

/** The documents of this repository, read once for all tests that only look at them. */
export const repositoryDocuments: SpecDocuments = await specDocuments(SPEC_FOLDER);
