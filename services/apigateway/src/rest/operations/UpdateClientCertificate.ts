import type { ClientCertificate } from "@aws-sdk/client-api-gateway";
import { applyPatches } from "../../domain/patch/apply-patches.ts";
import { clientCertificatePatches, describeClientCertificate } from "../../domain/rest/client-certificate.ts";
import { clientCertificateRows } from "../../store/client-certificates.ts";
import { findClientCertificate } from "../find-client-certificate.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateClientCertificate.html */
export const UpdateClientCertificate: Operation<"UpdateClientCertificate"> = async (
  { clientCertificateId, patchOperations },
  { place },
  store,
): Promise<ClientCertificate> => {
  const certificate = await store.change(place, async (rows) => {
    const current = await findClientCertificate(rows, clientCertificateId);
    const changed = applyPatches(current, patchOperations, clientCertificatePatches);
    rows.put(clientCertificateRows, changed, clientCertificateId);
    return changed;
  });
  return describeClientCertificate(certificate);
};
