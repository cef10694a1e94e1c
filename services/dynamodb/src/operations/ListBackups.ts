import type { ListBackupsInput, ListBackupsOutput } from "@aws-sdk/client-dynamodb";
import { isSamePlace, type Place } from "@skylab/aws";
import type { Call } from "@skylab/service";
import { arnOfBackup, readBackupArn, summarizeBackup } from "../domain/backup/backup.ts";
import { readTableName } from "../domain/table/table-name.ts";
import type { Operation } from "../operation.ts";
import type { FoundBackup } from "../store/backups.ts";
import type { DynamoStore } from "../store/store.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListBackups.html */
const DEFAULT_LIMIT = 100;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListBackups.html */
export const ListBackups: Operation<"ListBackups"> = async (input, call, store): Promise<ListBackupsOutput> => {
  const { place } = call;
  const { Limit: limit = DEFAULT_LIMIT } = input;
  const found: FoundBackup[] = [];
  for await (const backup of asked(input, call, store)) {
    if (found.push(backup) > limit) break;
  }
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    BackupSummaries: page.map((one) => summarizeBackup({ ...one, place })),
    ...(found.length > limit && last && { LastEvaluatedBackupArn: arnOfBackup(place, last.backup) }),
  };
};

/** Backups that the request asks for, in the order of their times. */
async function* asked(input: ListBackupsInput, { place }: Call, { backups }: DynamoStore): AsyncGenerator<FoundBackup> {
  const { ExclusiveStartBackupArn: start, TableName, BackupType: type = "ALL" } = input;
  // All are the user's: neither the system nor AWS Backup makes any here.
  if (type !== "ALL" && type !== "USER") return;
  const isOfTable = ofTable(TableName, place);
  let after = start === undefined ? undefined : readBackupArn(start, place).id;
  for (;;) {
    const listed = await backups.list(place, after, DEFAULT_LIMIT);
    for (const found of listed) if (isOfTable(found) && isInTime(found, input)) yield found;
    after = listed.at(-1)?.backup.id;
    if (listed.length < DEFAULT_LIMIT) return;
  }
}

/** Which backups are of the table that is asked for: none, where it is another account's. */
function ofTable(text: string | undefined, place: Place): (found: FoundBackup) => boolean {
  if (text === undefined) return () => true;
  const table = readTableName(text, place);
  return ({ backup }) => isSamePlace(table.place, place) && backup.table.name === table.name;
}

const isInTime = (
  { backup: { createdAt } }: FoundBackup,
  { TimeRangeLowerBound: from, TimeRangeUpperBound: to }: ListBackupsInput,
): boolean => (from === undefined || createdAt >= from.getTime()) && (to === undefined || createdAt < to.getTime());
