import { isAccountId, partitionOf } from "@skylab/aws";
import { invalidParameterValue } from "../errors.ts";

/** Whom a statement allows something. */
export type PolicyPrincipal = "*" | { readonly AWS: string } | { readonly Service: string };

/** Services of AWS's, and those of Alexa: https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html */
const SERVICE = /^[a-z0-9][a-z0-9.-]*\.(?:amazonaws\.com(?:\.cn)?|amazon\.com)$/;

const IDENTITY =
  /^arn:[a-z-]+:(?:iam::\d{12}:(?:root|(?:user|role)\/.+)|sts::\d{12}:(?:assumed-role|federated-user)\/.+)$/;

/**
 * Reads whom a permission is for: everybody, an account, a user or role, or a service. Whether there is such a user is
 * not looked up.
 * @throws AwsError InvalidParameterValueException
 */
export function readPrincipal(text: string, region: string): PolicyPrincipal {
  if (text === "*") return "*";
  if (isAccountId(text)) return { AWS: `arn:${partitionOf(region)}:iam::${text}:root` };
  if (IDENTITY.test(text)) return { AWS: text };
  if (SERVICE.test(text)) return { Service: text };
  throw invalidPrincipal();
}

const invalidPrincipal = (): Error =>
  invalidParameterValue("The provided principal was invalid. Please check the principal and try again.");
