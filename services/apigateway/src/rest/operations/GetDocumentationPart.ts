import type { DocumentationPart } from "@aws-sdk/client-api-gateway";
import { findPart } from "../documentation/find-part.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetDocumentationPart.html */
export const GetDocumentationPart: Operation<"GetDocumentationPart"> = async (
  input,
  { place },
  store,
): Promise<DocumentationPart> => findPart(store.of(place), place, input);
