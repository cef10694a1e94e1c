import { documentationPartRows } from "../../store/documentation.ts";
import { changeRestApi } from "../../store/rest-apis.ts";
import { findPart } from "../documentation/find-part.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteDocumentationPart.html */
export const DeleteDocumentationPart: Operation<"DeleteDocumentationPart"> = async (
  input,
  { place },
  store,
): Promise<{}> => {
  await changeRestApi(store, { place, apiId: input.restApiId }, async (rows) => {
    const { id } = await findPart(rows, place, input);
    rows.remove(documentationPartRows, input.restApiId, id);
  });
  return {};
};
