import type { Operation } from "../operation.ts";
import { removeServerCertificate, requireServerCertificate } from "../store/server-certificates.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteServerCertificate.html */
export const DeleteServerCertificate: Operation<"DeleteServerCertificate"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  await store.change(call.caller.account, async (rows) => {
    removeServerCertificate(rows, await requireServerCertificate(rows, input.ServerCertificateName));
  });
  return {};
};
