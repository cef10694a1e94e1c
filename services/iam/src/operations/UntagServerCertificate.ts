import { exactCase, removeTags } from "../domain/tags.ts";
import type { Operation } from "../operation.ts";
import { putServerCertificate, requireServerCertificate } from "../store/server-certificates.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagServerCertificate.html */
export const UntagServerCertificate: Operation<"UntagServerCertificate"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  await store.change(call.caller.account, async (rows) => {
    const certificate = await requireServerCertificate(rows, input.ServerCertificateName);
    putServerCertificate(rows, { ...certificate, tags: removeTags(certificate.tags, input.TagKeys, exactCase) });
  });
  return {};
};
