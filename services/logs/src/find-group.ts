import type { Call } from "@skylab/service";
import { groupNotFound, resourceNotFound, validationError } from "./domain/errors.ts";
import type { GroupAddress, LogGroup } from "./domain/groups/group.ts";
import { groupOfArn, groupOfIdentifier } from "./domain/groups/read-arn.ts";
import type { LogsStore } from "./store/store.ts";

/** How an operation may name a group. */
export type NamedGroup = {
  readonly logGroupName?: string | undefined;
  readonly logGroupIdentifier?: string | undefined;
};

/**
 * The group that an operation is about, as it is or was less than a second ago.
 * @throws AwsError ValidationException, ResourceNotFoundException
 */
export async function findGroup(named: NamedGroup, call: Call, store: LogsStore): Promise<LogGroup> {
  const address = groupAddress(named, call);
  const group = isOwn(address, call) ? await store.groups.find(address) : undefined;
  if (group === undefined) throw groupNotFound();
  return group;
}

/** @throws AwsError ValidationException */
export function groupAddress({ logGroupIdentifier, logGroupName }: NamedGroup, { place }: Call): GroupAddress {
  if (logGroupName !== undefined && logGroupIdentifier !== undefined)
    throw validationError("LogGroup name and LogGroup ARN are mutually exclusive parameters.");
  if (logGroupName !== undefined) return { place, name: logGroupName };
  if (logGroupIdentifier === undefined)
    throw validationError("Either LogGroup name or LogGroup ARN must be specified.");
  return groupOfIdentifier(logGroupIdentifier, place);
}

/**
 * The group that a tagged ARN names.
 * @throws AwsError ResourceNotFoundException
 */
export function taggedGroup(arn: string, call: Call): GroupAddress {
  const address = groupOfArn(arn);
  if (address === undefined || !isOwn(address, call)) throw resourceNotFound();
  return address;
}

/** What others have is not seen: accounts are not linked here. */
const isOwn = ({ place }: GroupAddress, call: Call): boolean =>
  place.account === call.place.account && place.region === call.place.region;
