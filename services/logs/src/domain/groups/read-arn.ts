import { parseArn, type Place } from "@skylab/aws";
import type { GroupAddress } from "./group.ts";

/** The group that an ARN names, with or without `:*` at its end; `undefined` where it names none. */
export function groupOfArn(arn: string): GroupAddress | undefined {
  const parsed = parseArn(arn);
  const [, name] = /^log-group:([^:*]+)(?::\*)?$/.exec(parsed?.resource ?? "") ?? [];
  if (parsed?.service !== "logs" || name === undefined) return undefined;
  return { place: { account: parsed.account, region: parsed.region }, name };
}

/** The group that an identifier names, which is its name or its ARN. */
export const groupOfIdentifier = (identifier: string, place: Place): GroupAddress =>
  groupOfArn(identifier) ?? { place, name: identifier };
