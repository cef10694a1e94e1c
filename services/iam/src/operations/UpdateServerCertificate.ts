import { rowKey } from "@skylab/identity";
import type { Operation } from "../operation.ts";
import {
  checkServerCertificateName,
  putServerCertificate,
  removeServerCertificate,
  requireServerCertificate,
} from "../store/server-certificates.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateServerCertificate.html */
export const UpdateServerCertificate: Operation<"UpdateServerCertificate"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  await store.change(call.caller.account, async (rows) => {
    const certificate = await requireServerCertificate(rows, input.ServerCertificateName);
    const name = input.NewServerCertificateName ?? certificate.name;
    if (rowKey(name) !== rowKey(certificate.name)) await checkServerCertificateName(rows, name);
    removeServerCertificate(rows, certificate);
    putServerCertificate(rows, { ...certificate, name, path: input.NewPath ?? certificate.path });
  });
  return {};
};
