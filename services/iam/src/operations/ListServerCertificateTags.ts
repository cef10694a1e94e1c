import type { ListServerCertificateTagsResponse } from "@aws-sdk/client-iam";
import { tagPage } from "../domain/tag-page.ts";
import type { Operation } from "../operation.ts";
import { requireServerCertificate } from "../store/server-certificates.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServerCertificateTags.html */
export const ListServerCertificateTags: Operation<"ListServerCertificateTags"> = async (
  input,
  call,
  store,
): Promise<ListServerCertificateTagsResponse> => {
  const { tags } = await requireServerCertificate(store.of(call.caller.account), input.ServerCertificateName);
  return tagPage(input, tags);
};
