import type { ListServerCertificatesResponse } from "@aws-sdk/client-iam";
import { readPage } from "../domain/page.ts";
import { describeServerCertificate } from "../domain/server-certificate.ts";
import type { Operation } from "../operation.ts";
import { listServerCertificates } from "../store/server-certificates.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServerCertificates.html */
export const ListServerCertificates: Operation<"ListServerCertificates"> = async (
  input,
  call,
  store,
): Promise<ListServerCertificatesResponse> => {
  const { account } = call.caller;
  const { rows, ...page } = await listServerCertificates(store.of(account), readPage(input), input.PathPrefix ?? "/");
  return {
    ServerCertificateMetadataList: rows.map((certificate) => describeServerCertificate(account, certificate)),
    ...page,
  };
};
