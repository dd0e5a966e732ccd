import { GenerateError } from "./failure.ts";
import { isJsonObject, type Json } from "./json.ts";
import { type OpenApiDocument, type Operation, operationsOf } from "./openapi-document.ts";
import { renderTypeScript } from "./render.ts";

interface ResultCode {
  readonly code: string;
  readonly status: string;
  readonly message: string;
  readonly action: string;
  readonly source: string;
}

const KEYS = ["code", "status", "message", "action", "source"] as const;
const STATUSES: ReadonlySet<string> = new Set(["S", "A", "F", "U"]);

const resultCodeOf = (where: string, row: Json): ResultCode => {
  const text = (key: (typeof KEYS)[number]): string => {
    const value = isJsonObject(row) ? row[key] : undefined;
    if (typeof value !== "string") {
      throw new GenerateError(`${where}: "${key}" is missing or not a string; each row has ${KEYS.join(", ")}`);
    }
    return value;
  };
  const code = text("code");
  const status = text("status");
  if (!/^[A-Z][A-Z0-9_]{0,63}$/.test(code)) {
    throw new GenerateError(`${where}: "${code}" is not a result code; write at most 64 of A-Z, 0-9 and _`);
  }
  if (!STATUSES.has(status)) {
    throw new GenerateError(`${where}: status "${status}" of ${code} is none of S, A, F, U`);
  }
  return { code, status, message: text("message"), action: text("action"), source: text("source") };
};

/** The rows of an operation's `x-result-codes`, in the order of the spec. */
export const resultCodesOf = (document: OpenApiDocument, operation: Operation): readonly ResultCode[] => {
  const rows = operation.definition["x-result-codes"];
  const name = `${document.source}: x-result-codes of ${operation.operationId}`;
  if (!Array.isArray(rows) || rows.length === 0) {
    throw new GenerateError(`${name} are missing; list every result code of the operation`);
  }
  const codes = rows.map((row: Json, index) => resultCodeOf(`${name}, row ${index + 1}`, row));
  const seen = new Set<string>();
  for (const { code } of codes) {
    if (seen.has(code)) {
      throw new GenerateError(`${name}: ${code} is listed twice; remove one`);
    }
    seen.add(code);
  }
  return codes;
};

const pascalCase = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** Types alone: a sender pays nothing for them. */
export const renderClientResultCodes = (fileName: string, document: OpenApiDocument): Promise<string> => {
  const types = operationsOf(document).map((operation) => {
    const union = resultCodesOf(document, operation).map(({ code }) => `| ${JSON.stringify(code)}`);
    const id = operation.operationId;
    return `/** The result codes known for \`${id}\`; the platform may send others. */
export type ${pascalCase(id)}ResultCode = ${union.join(" ")};`;
  });
  const all = operationsOf(document).map(({ operationId }) => `${pascalCase(operationId)}ResultCode`);
  const any = `/** The result codes known for any operation. */\nexport type KnownResultCode = ${all.join(" | ")};`;
  const members = operationsOf(document).map(({ operationId: id }) => `readonly ${id}: ${pascalCase(id)}ResultCode;`);
  const byOperation = `/** The result codes known for each operation. */\nexport interface KnownResultCodes { ${members.join(" ")} }`;
  return renderTypeScript(fileName, [document.source], [...types, any, byOperation].join("\n\n"));
};

interface Explained extends ResultCode {
  readonly operations: string[];
}

/** A reader explains a code without knowing the operation: what two operations say about one code must be the same. */
const explained = (document: OpenApiDocument): readonly Explained[] => {
  const byCode = new Map<string, Explained>();
  for (const operation of operationsOf(document)) {
    for (const row of resultCodesOf(document, operation)) {
      const first = byCode.get(row.code);
      const differing = first && KEYS.find((key) => first[key] !== row[key]);
      if (first && differing !== undefined) {
        throw new GenerateError(
          `${document.source}: x-result-codes give ${row.code} another ${differing} under ${operation.operationId} ` +
            `than under ${first.operations.join(", ")}; write the same`,
        );
      }
      if (first) {
        first.operations.push(operation.operationId);
      } else {
        byCode.set(row.code, { ...row, operations: [operation.operationId] });
      }
    }
  }
  return [...byCode.values()];
};

/** What each code means and what to do next, for the client's `explain`. */
export const renderExplanations = (fileName: string, document: OpenApiDocument): Promise<string> => {
  const rows = explained(document);
  const sources = [...new Set(rows.map(({ source }) => JSON.stringify(source)))].join(" | ");
  const ids = operationsOf(document).map(({ operationId }) => JSON.stringify(operationId));
  const table = Object.fromEntries(rows.map(({ code, ...explanation }) => [code, explanation]));
  const code = `import type { KnownResultCode } from "./result-codes.js";

export interface Explanation {
  readonly status: "S" | "A" | "F" | "U";
  /** The documented text of \`resultMessage\`. */
  readonly message: string;
  /** What the caller does next; may be empty. */
  readonly action: string;
  /** Where the code is documented. */
  readonly source: ${sources};
  /** The operations that list it. */
  readonly operations: readonly (${ids.join(" | ")})[];
}

export const explanations: Readonly<Record<KnownResultCode, Explanation>> = ${JSON.stringify(table)};`;
  return renderTypeScript(fileName, [document.source], code);
};

/** The full table of each operation, for the stub. */
export const renderStubResultCodes = (fileName: string, document: OpenApiDocument): Promise<string> => {
  const table = Object.fromEntries(
    operationsOf(document).map((operation) => [operation.operationId, resultCodesOf(document, operation)]),
  );
  const code = `/** The rows of each operation's \`x-result-codes\`, in the order of the spec. */
export const resultCodes = ${JSON.stringify(table)} as const;

export type OperationId = keyof typeof resultCodes;

/** A row of the table. */
export type ResultCodeRow<Id extends OperationId = OperationId> = (typeof resultCodes)[Id][number];

/** The codes that an operation may answer with. */
export type ResultCodeOf<Id extends OperationId = OperationId> = ResultCodeRow<Id>["code"];`;
  return renderTypeScript(fileName, [document.source], code);
};
