import type { GetServiceLastAccessedDetailsWithEntitiesResponse } from "@aws-sdk/client-iam";
import { type Access, latest } from "../domain/access-report.ts";
import { pageOfList } from "../domain/list-page.ts";
import { readPage } from "../domain/page.ts";
import type { Operation } from "../operation.ts";
import { accessesOf, requireReportJob } from "../store/access-reports.ts";
import { timeOf } from "../domain/time.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLastAccessedDetailsWithEntities.html */
export const GetServiceLastAccessedDetailsWithEntities: Operation<"GetServiceLastAccessedDetailsWithEntities"> = async (
  input,
  call,
  store,
): Promise<GetServiceLastAccessedDetailsWithEntitiesResponse> => {
  const { account } = call.caller;
  const rows = store.of(account);
  const { subject, createdAt } = await requireReportJob(rows, input.JobId);
  const accesses = await accessesOf(rows, account, subject);
  const order = { nameOf: ({ entity }: Access) => entity.Arn ?? "" };
  const { rows: listed, ...page } = pageOfList(readPage(input), accesses, order);
  return {
    JobStatus: "COMPLETED",
    JobCreationDate: timeOf(createdAt),
    JobCompletionDate: timeOf(createdAt),
    EntityDetailsList: listed.map(({ entity, uses }) => {
      const use = latest(uses, input.ServiceNamespace);
      return { EntityInfo: entity, LastAuthenticated: use && timeOf(use.at) };
    }),
    ...page,
  };
};
