import { withoutGatewayHeaders } from "./gateway-headers.ts";
import type { OpenApiDocument } from "./openapi-document.ts";
import { typesOf } from "./openapi-typescript.mjs";
import { renderTypeScript } from "./render.ts";

/** The types that openapi-fetch calls are checked against: `paths`, `components`, `operations` and one name per schema. */
export const renderPaths = async (fileName: string, document: OpenApiDocument): Promise<string> =>
  renderTypeScript(fileName, [document.source], await typesOf(withoutGatewayHeaders(document).json));
