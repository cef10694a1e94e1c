import { parseArn, type Place } from "@skylab/aws";
import type { InRole } from "./port.ts";

/** The account that a role is of, in the region of who asks. */
export const placeOfRole = ({ place, roleArn }: Pick<InRole, "place" | "roleArn">): Place => ({
  account: parseArn(roleArn)?.account ?? place.account,
  region: place.region,
});

/** `worker` of `arn:aws:iam::123456789012:role/service/worker`. */
export const roleName = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);
