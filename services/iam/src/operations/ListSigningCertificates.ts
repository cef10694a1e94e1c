import type { ListSigningCertificatesResponse } from "@aws-sdk/client-iam";
import { actingUser } from "../domain/acting-user.ts";
import { readPage } from "../domain/page.ts";
import { describeSigningCertificate } from "../domain/signing-certificate.ts";
import type { Operation } from "../operation.ts";
import { signingCertificates } from "../store/user-credentials.ts";
import { requireUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSigningCertificates.html */
export const ListSigningCertificates: Operation<"ListSigningCertificates"> = async (
  input,
  call,
  store,
): Promise<ListSigningCertificatesResponse> => {
  const reader = store.of(call.caller.account);
  const user = await requireUser(reader, actingUser(input.UserName, call.caller.arn));
  const { rows, ...page } = await signingCertificates.page(reader, user, readPage(input));
  return { Certificates: rows.map((certificate) => describeSigningCertificate(user.name, certificate)), ...page };
};
