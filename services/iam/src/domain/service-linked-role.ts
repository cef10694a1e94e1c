import { invalidInput } from "./errors.ts";
import { LINKED_SERVICES } from "./linked-services.ts";

/** What a service's own role is made of. */
export type ServiceLinkedRole = {
  readonly name: string;
  /** The ARN of a policy of AWS's, where it is known. */
  readonly policy: string | undefined;
  readonly trustPolicy: string;
};

/**
 * The role that a service gets in an account.
 * @throws AwsError `InvalidInput` for a suffix where the service allows none
 */
export function serviceLinkedRole(service: string, suffix: string | undefined): ServiceLinkedRole {
  const domain = service.replace(/\.amazonaws\.com$/, "");
  const known = Object.hasOwn(LINKED_SERVICES, domain) ? LINKED_SERVICES[domain] : undefined;
  if (suffix !== undefined && known !== undefined && known.suffix === undefined) {
    throw invalidInput(`Custom suffix is not allowed for ${service}`);
  }
  const name = `AWSServiceRoleFor${known?.role ?? likelyName(domain)}`;
  return {
    name: suffix === undefined ? name : `${name}_${suffix}`,
    policy: known && `arn:aws:iam::aws:policy/aws-service-role/${known.policy}`,
    trustPolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Action: ["sts:AssumeRole"], Effect: "Allow", Principal: { Service: [service] } }],
    }),
  };
}

/** What AWS might call the role of a service that is not known here: `guardduty` has `Guardduty`. */
const likelyName = (domain: string): string =>
  domain
    .split(/[^A-Za-z0-9]/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");
