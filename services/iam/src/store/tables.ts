import { SIDE_TABLES, TABLES } from "@skylab/identity";
import { jsonTable } from "@skylab/records";
import type { InstanceProfile } from "../domain/instance-profile.ts";
import type { AccessReportJob } from "../domain/access-report.ts";

/** What IAM keeps beside what decides who may what, by account. */
export const OWN_TABLES = {
  /** nothing -> ids of the access keys of the account's root */
  rootKeys: jsonTable<readonly string[]>("iam.rootKeys"),
  /** name in lower case -> */
  instanceProfiles: jsonTable<InstanceProfile>("iam.instanceProfiles"),
  /** deletion task id -> when the service-linked role was deleted */
  roleDeletions: jsonTable<number>("iam.roleDeletions"),
  /** job id -> */
  accessReports: jsonTable<AccessReportJob>("iam.accessReports"),
} as const;

/** Every space of an account's partition. */
export const SPACES: readonly string[] = Object.values({ ...TABLES, ...SIDE_TABLES, ...OWN_TABLES }).map(
  ({ space }) => space,
);
