import type { GetServiceLastAccessedDetailsResponse } from "@aws-sdk/client-iam";
import { pageOfList } from "../domain/list-page.ts";
import { readPage } from "../domain/page.ts";
import type { Operation } from "../operation.ts";
import { requireReportJob, servicesLastAccessed } from "../store/access-reports.ts";
import { timeOf } from "../domain/time.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLastAccessedDetails.html */
export const GetServiceLastAccessedDetails: Operation<"GetServiceLastAccessedDetails"> = async (
  input,
  call,
  store,
): Promise<GetServiceLastAccessedDetailsResponse> => {
  const { account } = call.caller;
  const rows = store.of(account);
  const { subject, granularity, createdAt } = await requireReportJob(rows, input.JobId);
  const services = await servicesLastAccessed(rows, account, subject);
  const order = { nameOf: ({ ServiceNamespace: service = "" }: { ServiceNamespace?: string | undefined }) => service };
  const { rows: listed, ...page } = pageOfList(readPage(input), services, order);
  return {
    JobStatus: "COMPLETED",
    JobType: granularity,
    JobCreationDate: timeOf(createdAt),
    JobCompletionDate: timeOf(createdAt),
    ServicesLastAccessed: [...listed],
    ...page,
  };
};
