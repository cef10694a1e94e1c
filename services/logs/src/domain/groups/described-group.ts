import { groupArn, type LogGroup, type LogGroupClass } from "./group.ts";

/** A group as DescribeLogGroups tells of it. */
export type DescribedGroup = {
  readonly logGroupName: string;
  readonly arn: string;
  readonly logGroupArn: string;
  readonly creationTime: number;
  readonly logGroupClass: LogGroupClass;
  readonly metricFilterCount: number;
  readonly retentionInDays?: number;
  readonly kmsKeyId?: string;
  readonly storedBytes?: number;
  readonly deletionProtectionEnabled?: boolean;
};

/** @param storedBytes absent: AWS tells less of groups that were found by a pattern */
export function describeGroup(group: LogGroup, storedBytes: number | undefined): DescribedGroup {
  const { name, row } = group;
  const { createdAt, groupClass, isDeletionProtected, kmsKeyId, metricFilterCount, retentionInDays } = row;
  const arn = groupArn(group);
  return {
    logGroupName: name,
    arn: `${arn}:*`,
    logGroupArn: arn,
    creationTime: createdAt,
    logGroupClass: groupClass,
    metricFilterCount,
    ...(retentionInDays !== undefined && { retentionInDays }),
    ...(kmsKeyId !== undefined && { kmsKeyId }),
    ...(storedBytes !== undefined && { storedBytes, deletionProtectionEnabled: isDeletionProtected ?? false }),
  };
}
