import { jsonTable } from "@skylab/records";
import type { StoredRequestValidator } from "../domain/rest/snapshot.ts";
import { REQUEST_VALIDATORS_SPACE } from "./spaces.ts";

/** By the API's id and the validator's. */
export const requestValidatorRows = jsonTable<StoredRequestValidator>(REQUEST_VALIDATORS_SPACE);
