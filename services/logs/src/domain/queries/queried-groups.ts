import { invalidParameter } from "../errors.ts";

/** How a query may name its groups. */
type Named = {
  readonly logGroupName?: string | undefined;
  readonly logGroupNames?: readonly string[] | undefined;
  readonly logGroupIdentifiers?: readonly string[] | undefined;
};

/** "up to 50 log groups": https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html */
const MAX_GROUPS = 50;

/**
 * The groups of a query, by their names or ARNs.
 * @throws AwsError InvalidParameterException
 */
export function queriedGroups({ logGroupIdentifiers, logGroupName, logGroupNames }: Named): readonly string[] {
  const ways = [logGroupName === undefined ? undefined : [logGroupName], logGroupNames, logGroupIdentifiers];
  const [groups = [], ...others] = ways.flatMap((way) => (way === undefined ? [] : [way]));
  if (others.length > 0)
    throw invalidParameter("Exactly one of logGroupName, logGroupNames and logGroupIdentifiers must be specified.");
  if (groups.length === 0) throw invalidParameter("No log groups were specified.");
  if (groups.length > MAX_GROUPS) throw invalidParameter(`At most ${MAX_GROUPS} log groups can be queried.`);
  return [...new Set(groups)];
}
