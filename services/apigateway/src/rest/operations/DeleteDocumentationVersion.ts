import { documentationVersionRows } from "../../store/documentation.ts";
import { findVersion } from "../documentation/find-version.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteDocumentationVersion.html */
export const DeleteDocumentationVersion: Operation<"DeleteDocumentationVersion"> = async (
  input,
  { place },
  store,
): Promise<{}> => {
  await store.change(place, async (rows) => {
    const { version } = await findVersion(rows, place, input);
    rows.remove(documentationVersionRows, input.restApiId, version);
  });
  return {};
};
