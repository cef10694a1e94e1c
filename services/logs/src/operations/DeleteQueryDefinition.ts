import type { DeleteQueryDefinitionResponse } from "@aws-sdk/client-cloudwatch-logs";
import { queryDefinitionNotFound } from "../domain/errors.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteQueryDefinition.html */
export const DeleteQueryDefinition: Operation<"DeleteQueryDefinition"> = async (
  { queryDefinitionId },
  { place },
  { queryDefinitions },
): Promise<DeleteQueryDefinitionResponse> => {
  if (!(await queryDefinitions.remove(place, queryDefinitionId))) throw queryDefinitionNotFound();
  return { success: true };
};
