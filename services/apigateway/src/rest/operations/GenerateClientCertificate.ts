import type { ClientCertificate } from "@aws-sdk/client-api-gateway";
import { listedClientCertificate } from "../../domain/rest/client-certificate.ts";
import { checkTags } from "../../domain/tags.ts";
import { clientCertificateRows } from "../../store/client-certificates.ts";
import { newClientCertificate } from "../new-client-certificate.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GenerateClientCertificate.html */
export const GenerateClientCertificate: Operation<"GenerateClientCertificate"> = async (
  input,
  { clock, ids, place },
  store,
): Promise<ClientCertificate> => {
  checkTags(input.tags);
  const certificate = await newClientCertificate(input, { encryptionKey: store.encryptionKey, ids, now: clock.now() });
  const id = certificate.clientCertificateId;
  await store.change(place, async (rows) => rows.put(clientCertificateRows, certificate, id));
  return listedClientCertificate(certificate);
};
