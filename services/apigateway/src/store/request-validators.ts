import { jsonTable, type Reader } from "@skylab/records";
import { noSuchRequestValidator } from "../domain/rest/errors.ts";
import type { StoredRequestValidator } from "../domain/rest/snapshot.ts";
import { REQUEST_VALIDATORS_SPACE } from "./spaces.ts";

/** By the API's id and the validator's. */
export const requestValidatorRows = jsonTable<StoredRequestValidator>(REQUEST_VALIDATORS_SPACE);

/** A request validator; AWS says the same where there is no such API. */
export async function requestValidatorOf(
  rows: Reader,
  { requestValidatorId, restApiId }: RequestValidatorName,
): Promise<StoredRequestValidator> {
  const validator = await rows.get(requestValidatorRows, restApiId, requestValidatorId);
  if (validator === undefined) throw noSuchRequestValidator();
  return validator;
}

type RequestValidatorName = { readonly restApiId: string; readonly requestValidatorId: string };
