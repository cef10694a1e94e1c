import type { GenerateServiceLastAccessedDetailsResponse } from "@aws-sdk/client-iam";
import { validationError } from "../domain/errors.ts";
import { readSubject } from "../domain/granted-services.ts";
import type { Operation } from "../operation.ts";
import { putReportJob } from "../store/access-reports.ts";
import { heldPolicies } from "../store/held-policies.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GenerateServiceLastAccessedDetails.html */
export const GenerateServiceLastAccessedDetails: Operation<"GenerateServiceLastAccessedDetails"> = async (
  input,
  call,
  store,
): Promise<GenerateServiceLastAccessedDetailsResponse> => {
  const { account } = call.caller;
  const { Arn: arn, Granularity: granularity = "SERVICE_LEVEL" } = input;
  const subject = readSubject(arn);
  if (subject === undefined) throw validationError("Invalid ARN: Could not be parsed!");
  const JobId = call.ids.uuid();
  await store.change(account, async (rows) => {
    await heldPolicies(rows, account, subject);
    putReportJob(rows, JobId, { arn, granularity, createdAt: call.clock.now() });
  });
  return { JobId };
};
