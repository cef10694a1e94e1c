import type { UploadServerCertificateResponse } from "@aws-sdk/client-iam";
import { expirationOf, readServerCertificate } from "../domain/certificate.ts";
import { newId } from "../domain/ids.ts";
import { describeServerCertificate, type ServerCertificate } from "../domain/server-certificate.ts";
import { describeAnyTags, exactCase, newTags } from "../domain/tags.ts";
import type { Operation } from "../operation.ts";
import { addServerCertificate } from "../store/server-certificates.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadServerCertificate.html */
export const UploadServerCertificate: Operation<"UploadServerCertificate"> = async (
  input,
  call,
  store,
): Promise<UploadServerCertificateResponse> => {
  const { account } = call.caller;
  const certificate: ServerCertificate = {
    name: input.ServerCertificateName,
    path: input.Path ?? "/",
    id: newId("ASCA", call.ids),
    body: input.CertificateBody,
    ...(input.CertificateChain !== undefined && { chain: input.CertificateChain }),
    uploadedAt: call.clock.now(),
    expiresAt: expirationOf(readServerCertificate(input)),
    tags: newTags(input.Tags, exactCase),
  };
  await store.change(account, (rows) => addServerCertificate(rows, certificate));
  return {
    ServerCertificateMetadata: describeServerCertificate(account, certificate),
    ...describeAnyTags(certificate.tags),
  };
};
