import { jsonTable } from "@skylab/records";
import type { StoredRestAuthorizer } from "../domain/rest/snapshot.ts";
import { AUTHORIZERS_SPACE } from "./spaces.ts";

/** By the API's id and the authorizer's: those of REST APIs. */
export const authorizerRows = jsonTable<StoredRestAuthorizer>(AUTHORIZERS_SPACE);
