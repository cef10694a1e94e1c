import type { ClientCertificate } from "@aws-sdk/client-api-gateway";
import { describeClientCertificate } from "../../domain/rest/client-certificate.ts";
import { findClientCertificate } from "../find-client-certificate.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetClientCertificate.html */
export const GetClientCertificate: Operation<"GetClientCertificate"> = async (
  { clientCertificateId },
  { place },
  store,
): Promise<ClientCertificate> =>
  describeClientCertificate(await findClientCertificate(store.of(place), clientCertificateId));
