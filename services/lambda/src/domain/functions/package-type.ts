import type { FunctionCode } from "@aws-sdk/client-lambda";
import { invalidParameterValue } from "../errors.ts";

type Doing = "creating" | "updating";

/**
 * Whether the code is of the kind that the function is.
 * @throws AwsError InvalidParameterValueException
 */
export function checkPackageType(packageType: string, { ImageUri }: FunctionCode, doing: Doing): void {
  if (packageType === "Image" && ImageUri === undefined) {
    throw invalidParameterValue(`Please provide ImageUri when ${doing} a function with packageType Image.`);
  }
  if (packageType === "Zip" && ImageUri !== undefined) {
    throw invalidParameterValue(`Please don't provide ImageUri when ${doing} a function with packageType Zip.`);
  }
}
