/** What GenerateServiceLastAccessedDetails was asked: the report is made when it is fetched. */
export type AccessReportJob = {
  /** Of a user, a group, a role or a managed policy. */
  readonly arn: string;
  readonly granularity: "SERVICE_LEVEL" | "ACTION_LEVEL";
  readonly createdAt: number;
};
