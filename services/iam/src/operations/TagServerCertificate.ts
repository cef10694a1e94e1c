import { addTags, exactCase } from "../domain/tags.ts";
import type { Operation } from "../operation.ts";
import { putServerCertificate, requireServerCertificate } from "../store/server-certificates.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagServerCertificate.html */
export const TagServerCertificate: Operation<"TagServerCertificate"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  await store.change(call.caller.account, async (rows) => {
    const certificate = await requireServerCertificate(rows, input.ServerCertificateName);
    putServerCertificate(rows, { ...certificate, tags: addTags(certificate.tags, input.Tags, exactCase) });
  });
  return {};
};
