import type { GetServerCertificateResponse } from "@aws-sdk/client-iam";
import { describeServerCertificate } from "../domain/server-certificate.ts";
import { describeTags } from "../domain/tags.ts";
import type { Operation } from "../operation.ts";
import { requireServerCertificate } from "../store/server-certificates.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServerCertificate.html */
export const GetServerCertificate: Operation<"GetServerCertificate"> = async (
  input,
  call,
  store,
): Promise<GetServerCertificateResponse> => {
  const { account } = call.caller;
  const certificate = await requireServerCertificate(store.of(account), input.ServerCertificateName);
  return {
    ServerCertificate: {
      ServerCertificateMetadata: describeServerCertificate(account, certificate),
      CertificateBody: certificate.body,
      ...(certificate.chain !== undefined && { CertificateChain: certificate.chain }),
      Tags: describeTags(certificate.tags),
    },
  };
};
