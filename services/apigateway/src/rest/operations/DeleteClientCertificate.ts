import { clientCertificateRows } from "../../store/client-certificates.ts";
import { findClientCertificate } from "../find-client-certificate.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteClientCertificate.html */
export const DeleteClientCertificate: Operation<"DeleteClientCertificate"> = async (
  { clientCertificateId },
  { place },
  store,
): Promise<{}> => {
  await store.change(place, async (rows) => {
    await findClientCertificate(rows, clientCertificateId);
    rows.remove(clientCertificateRows, clientCertificateId);
  });
  return {};
};
