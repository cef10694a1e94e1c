import { isSamePlace, type Place } from "@skylab/aws";
import type { Call } from "@skylab/service";
import { groupNotFound, invalidParameter, resourceNotFound, validationError } from "./domain/errors.ts";
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
  const group = await store.groups.find(groupAddress(named, call));
  if (group === undefined) throw groupNotFound();
  return group;
}

/**
 * Where the group is that an operation is about.
 * @throws AwsError ValidationException, ResourceNotFoundException
 */
export function groupAddress({ logGroupIdentifier, logGroupName }: NamedGroup, { place }: Call): GroupAddress {
  if (logGroupName !== undefined && logGroupIdentifier !== undefined)
    throw validationError("LogGroup name and LogGroup ARN are mutually exclusive parameters.");
  if (logGroupName !== undefined) return { place, name: logGroupName };
  if (logGroupIdentifier === undefined)
    throw validationError("Either LogGroup name or LogGroup ARN must be specified.");
  const address = groupOfIdentifier(logGroupIdentifier, place);
  if (!isOwn(address, place)) throw groupNotFound();
  return address;
}

type KeyTarget = { readonly logGroupName?: string | undefined; readonly resourceIdentifier?: string | undefined };

/**
 * The group whose events a key encrypts. That of query results is not kept apart here.
 * @throws AwsError InvalidParameterException, ResourceNotFoundException
 */
export function encryptedGroup({ logGroupName, resourceIdentifier }: KeyTarget, { place }: Call): GroupAddress {
  if ((logGroupName === undefined) === (resourceIdentifier === undefined))
    throw invalidParameter("Specify either logGroupName or resourceIdentifier, and not both.");
  if (logGroupName !== undefined) return { place, name: logGroupName };
  const address = groupOfArn(resourceIdentifier ?? "");
  if (address === undefined || !isOwn(address, place)) throw groupNotFound();
  return address;
}

/**
 * The group that a tagged ARN names.
 * @throws AwsError ResourceNotFoundException
 */
export function taggedGroup(arn: string, { place }: Call): GroupAddress {
  const address = groupOfArn(arn);
  if (address === undefined || !isOwn(address, place)) throw resourceNotFound();
  return address;
}

/** What others have is not seen: accounts are not linked here. */
const isOwn = (address: GroupAddress, place: Place): boolean => isSamePlace(address.place, place);
