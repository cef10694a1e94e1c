import { jsonTable } from "@skylab/records";
import type { StoredClientCertificate } from "../domain/client-certificates/client-certificate.ts";
import { CLIENT_CERTIFICATES_SPACE } from "./spaces.ts";

/** By id. */
export const clientCertificateRows = jsonTable<StoredClientCertificate>(CLIENT_CERTIFICATES_SPACE);
