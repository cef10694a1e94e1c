import type { DocumentationVersion } from "@aws-sdk/client-api-gateway";
import { describeDocumentationVersion } from "../../domain/documentation/documentation.ts";
import { findVersion } from "../documentation/find-version.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetDocumentationVersion.html */
export const GetDocumentationVersion: Operation<"GetDocumentationVersion"> = async (
  input,
  { place },
  store,
): Promise<DocumentationVersion> => describeDocumentationVersion(await findVersion(store.of(place), place, input));
