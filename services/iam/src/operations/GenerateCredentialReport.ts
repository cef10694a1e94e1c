import type { GenerateCredentialReportResponse } from "@aws-sdk/client-iam";
import { isCurrent } from "../domain/credential-report.ts";
import type { Operation } from "../operation.ts";
import { findCredentialReport, makeCredentialReport, putCredentialReport } from "../store/credential-report.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GenerateCredentialReport.html */
export const GenerateCredentialReport: Operation<"GenerateCredentialReport"> = async (
  _input,
  call,
  store,
): Promise<GenerateCredentialReportResponse> => {
  const { account } = call.caller;
  const rows = store.of(account);
  const now = call.clock.now();
  const former = await findCredentialReport(rows);
  if (former && isCurrent(former, now)) return { State: "COMPLETE" };
  const report = await makeCredentialReport(rows, account, now);
  await store.change(account, async (transaction) => putCredentialReport(transaction, report));
  // It is there already; but whoever asks for the first time is told so, and asks again.
  return { State: "STARTED", Description: "No report exists. Starting a new report generation task" };
};
