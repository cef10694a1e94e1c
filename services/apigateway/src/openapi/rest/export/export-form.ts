import { badRequest } from "../../../domain/errors.ts";
import type { DocumentType } from "../../write-document.ts";
import type { Exported } from "./exported.ts";
import { toOpenApi3 } from "./to-openapi3.ts";
import { toSwagger } from "./to-swagger.ts";

export type ExportForm = {
  readonly describe: (exported: Exported) => Record<string, unknown>;
  readonly documentType: DocumentType;
};

const DESCRIBE = new Map([
  ["oas30", toOpenApi3],
  ["swagger", toSwagger],
]);

const TYPES = new Map<string, DocumentType>([
  ["application/json", "json"],
  ["application/yaml", "yaml"],
]);

type Asked = { readonly exportType: string; readonly accepts?: string | undefined };

/** As what an API is to be told. @throws AwsError BadRequestException, in words that nobody recorded from AWS */
export function readExportForm({ accepts, exportType }: Asked): ExportForm {
  const describe = DESCRIBE.get(exportType);
  if (describe === undefined) {
    throw badRequest(
      `Invalid export type specified: ${exportType}. Must be one of: [${[...DESCRIBE.keys()].join(", ")}]`,
    );
  }
  // Clients that want anything want JSON.
  const documentType = accepts === undefined || accepts === "*/*" ? "json" : TYPES.get(accepts);
  if (documentType === undefined) {
    throw badRequest(`Invalid content type specified: ${accepts}. Must be one of: [${[...TYPES.keys()].join(", ")}]`);
  }
  return { describe, documentType };
}
