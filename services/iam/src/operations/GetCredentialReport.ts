import type { GetCredentialReportResponse } from "@aws-sdk/client-iam";
import { isCurrent, reportExpired, reportNotPresent } from "../domain/credential-report.ts";
import type { Operation } from "../operation.ts";
import { findCredentialReport } from "../store/credential-report.ts";
import { timeOf } from "../domain/time.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetCredentialReport.html */
export const GetCredentialReport: Operation<"GetCredentialReport"> = async (
  _input,
  call,
  store,
): Promise<GetCredentialReportResponse> => {
  const report = await findCredentialReport(store.of(call.caller.account));
  if (!report) throw reportNotPresent();
  if (!isCurrent(report, call.clock.now())) throw reportExpired();
  return {
    Content: Buffer.from(report.csv),
    ReportFormat: "text/csv",
    GeneratedTime: timeOf(report.generatedAt),
  };
};
