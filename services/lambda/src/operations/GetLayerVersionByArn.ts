import type { GetLayerVersionResponse } from "@aws-sdk/client-lambda";
import { isSameRegion } from "@skylab/aws";
import { resourceDoesNotExist } from "../domain/errors.ts";
import { describedVersion } from "../domain/layers/described.ts";
import { readLayerVersionArn } from "../domain/layers/layer.ts";
import { findLayerVersion } from "../layers/find-layer-version.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersionByArn.html */
export const GetLayerVersionByArn: Operation<"GetLayerVersionByArn"> = async (
  { Arn },
  { endpoint, place },
  store,
): Promise<GetLayerVersionResponse> => {
  const address = readLayerVersionArn(Arn);
  if (address === undefined || !isSameRegion(address.place, place)) throw resourceDoesNotExist();
  const version = await findLayerVersion(address, store);
  return describedVersion(address, version, await store.codeLinks.linkTo(version.code.blob, endpoint));
};
