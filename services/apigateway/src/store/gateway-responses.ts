import { jsonTable } from "@skylab/records";
import type { StoredGatewayResponse } from "../domain/rest/snapshot.ts";
import { GATEWAY_RESPONSES_SPACE } from "./spaces.ts";

/** By the API's id and the type: those alone that somebody has changed. */
export const gatewayResponseRows = jsonTable<StoredGatewayResponse>(GATEWAY_RESPONSES_SPACE);
