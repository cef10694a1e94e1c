import { parseArn } from "@skylab/aws";

/** Whether a text names a managed policy, be it there or not: `arn:aws:iam::111122223333:policy/teams/red/read`. */
export function isPolicyArn(text: string): boolean {
  const arn = parseArn(text);
  return arn?.service === "iam" && arn.region === "" && arn.resource.startsWith("policy/");
}

/** Where all of AWS's own policies are. */
const AWS_POLICIES = "arn:aws:iam::aws:policy/";

export const isAwsPolicy = (arn: string): boolean => arn.startsWith(AWS_POLICIES);

/** The name at the end of a managed policy's ARN. */
export const policyNameOf = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);
