import type { Call } from "@skylab/service";
import { groupNotFound, invalidParameter } from "./domain/errors.ts";
import type { GroupAddress } from "./domain/groups/group.ts";
import { groupOfArn } from "./domain/groups/read-arn.ts";

type Named = { readonly logGroupName?: string | undefined; readonly resourceIdentifier?: string | undefined };

/**
 * The group whose events a key encrypts. That of query results is not kept apart here.
 * @throws AwsError InvalidParameterException, ResourceNotFoundException
 */
export function kmsTarget({ logGroupName, resourceIdentifier }: Named, { place }: Call): GroupAddress {
  if ((logGroupName === undefined) === (resourceIdentifier === undefined))
    throw invalidParameter("Specify either logGroupName or resourceIdentifier, and not both.");
  if (logGroupName !== undefined) return { place, name: logGroupName };
  const address = groupOfArn(resourceIdentifier ?? "");
  if (address === undefined) throw groupNotFound();
  return address;
}
