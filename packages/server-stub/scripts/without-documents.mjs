// In place of @asteasolutions/zod-to-openapi, which @hono/zod-openapi brings to derive documents from routes: the stub serves the
// documents that the specification is, and the gates of `tools/generate` derive theirs from the sources.
export class OpenAPIRegistry {
  definitions = [];

  registerPath() {}
}

class Generator {
  generateDocument() {
    throw new Error("the documents are served as they are specified");
  }
}

export { Generator as OpenApiGeneratorV3, Generator as OpenApiGeneratorV31 };

export const getOpenApiMetadata = () => ({});

function described() {
  return this;
}

/** Descriptions of generated schemas are for documents. */
export const extendZodWithOpenApi = ({ ZodType }) => {
  ZodType.prototype.openapi = described;
};
