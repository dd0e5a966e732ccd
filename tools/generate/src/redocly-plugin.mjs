import { withResultCodes } from "./result-code-table.mjs";

/** What `redocly bundle` adds to the document: the same as the stub's `/openapi.yaml` and the docs site have. */
const decorators = {
  "result-codes": () => ({
    Operation: {
      leave: (operation) => {
        const rows = operation["x-result-codes"];
        if (Array.isArray(rows)) operation.description = withResultCodes(operation.description ?? "", rows);
      },
    },
    Schema: {
      leave: (schema) => {
        // A note of the spec to its own checks.
        delete schema["x-beyond-the-page"];
      },
    },
  }),
};

// oxlint-disable-next-line import/no-default-export -- Redocly asks for it
export default () => ({ id: "messages", decorators: { oas3: decorators } });
