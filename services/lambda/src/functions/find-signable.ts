import type { Place } from "@skylab/aws";
import { imagesAreNotSigned } from "../domain/code-signing/code-signing-config.ts";
import { readFunction } from "../find-function.ts";
import type { FunctionAddress } from "../domain/functions/function-arn.ts";
import type { LambdaStore } from "../store/store.ts";

/**
 * A function whose code may have to be signed: images' never has.
 * @throws AwsError ResourceNotFoundException, InvalidParameterValueException
 */
export async function findSignable(name: string, here: Place, store: LambdaStore): Promise<FunctionAddress> {
  const found = await readFunction({ name }, here, store);
  if (found.version.configuration.PackageType === "Image") throw imagesAreNotSigned();
  return { place: found.place, name: found.name };
}
