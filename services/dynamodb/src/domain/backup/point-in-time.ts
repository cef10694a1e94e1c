import type { ContinuousBackupsDescription } from "@aws-sdk/client-dynamodb";
import { isoSeconds } from "@skylab/aws";
import { validationError } from "../errors.ts";
import { invalidRestoreTime } from "../table/table-errors.ts";
import type { Table } from "../table/table.ts";

/** How far back AWS goes unless it is asked for less. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PointInTimeRecoverySpecification.html */
const DEFAULT_DAYS = 35;

type PointInTime = Table["pointInTime"];

/**
 * The settings after an update.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function changePointInTime(
  before: PointInTime,
  asked: { readonly PointInTimeRecoveryEnabled: boolean; readonly RecoveryPeriodInDays?: number | undefined },
  now: number,
): PointInTime {
  if (asked.PointInTimeRecoveryEnabled) {
    return { enabledAt: before?.enabledAt ?? now, days: asked.RecoveryPeriodInDays ?? before?.days ?? DEFAULT_DAYS };
  }
  if (asked.RecoveryPeriodInDays !== undefined) {
    throw validationError(
      "Invalid Request: Cannot specify RecoveryPeriodInDays when disabling point-in-time recovery.",
    );
  }
  return undefined;
}

/** What is kept of a table is how it is now: that is the earliest and the latest time to restore. */
export function describePointInTime(settings: PointInTime, now: number): ContinuousBackupsDescription {
  const latest = new Date(wholeSecond(now));
  return {
    ContinuousBackupsStatus: "ENABLED",
    PointInTimeRecoveryDescription: settings
      ? {
          PointInTimeRecoveryStatus: "ENABLED",
          RecoveryPeriodInDays: settings.days,
          EarliestRestorableDateTime: latest,
          LatestRestorableDateTime: latest,
        }
      : { PointInTimeRecoveryStatus: "DISABLED" },
  };
}

const wholeSecond = (time: number): number => Math.floor(time / 1000) * 1000;

type Asked = { readonly RestoreDateTime?: Date | undefined; readonly UseLatestRestorableTime?: boolean | undefined };

/** @throws AwsError where a table cannot be restored as it was then */
export function checkRestoreTime(
  { RestoreDateTime: time, UseLatestRestorableTime: isLatest }: Asked,
  now: number,
): void {
  if (time !== undefined && isLatest) {
    throw validationError(
      "Invalid Request: Both RestoreDateTime and UseLatestRestorableTime cannot be set for point-in-time restore request. Please specify only one of them.",
    );
  }
  if (isLatest) return;
  if (time === undefined) {
    throw validationError(
      "Invalid Request: Either one of RestoreDateTime or UseLatestRestorableTime must be specified, but not both",
    );
  }
  const latest = wholeSecond(now);
  if (wholeSecond(time.getTime()) === latest) return;
  throw invalidRestoreTime(
    `RestoreDateTime '${isoSeconds(time.getTime())}' must be within EarliestRestorableDateTime '${isoSeconds(latest)}' and LatestRestorableDateTime '${isoSeconds(latest)}'`,
  );
}
