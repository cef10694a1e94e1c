import type { ClientCertificates } from "@aws-sdk/client-api-gateway";
import { pageOf, readPage } from "../../domain/page.ts";
import { listedClientCertificate } from "../../domain/rest/client-certificate.ts";
import { clientCertificateRows } from "../../store/client-certificates.ts";
import { listMatching } from "../../store/list-matching.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetClientCertificates.html */
export const GetClientCertificates: Operation<"GetClientCertificates"> = async (
  input,
  { place },
  store,
): Promise<ClientCertificates> => {
  const page = readPage(input);
  const { items, ...more } = pageOf(await listMatching(store.of(place), clientCertificateRows, { page }), page.limit);
  return { items: items.map(({ row }) => listedClientCertificate(row)), ...more };
};
