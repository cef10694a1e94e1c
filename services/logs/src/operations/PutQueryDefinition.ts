import type { PutQueryDefinitionResponse } from "@aws-sdk/client-cloudwatch-logs";
import { queryDefinitionNotFound } from "../domain/errors.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html */
export const PutQueryDefinition: Operation<"PutQueryDefinition"> = async (
  input,
  { clock, ids, place },
  { queryDefinitions },
): Promise<PutQueryDefinitionResponse> => {
  const { logGroupNames: groups, name, parameters, queryLanguage: language = "CWLI", queryString: text } = input;
  const row = {
    name,
    text,
    language,
    modifiedAt: clock.now(),
    ...(groups !== undefined && { groups }),
    ...(parameters !== undefined && { parameters }),
  };
  const { queryDefinitionId } = input;
  if (queryDefinitionId === undefined) {
    const id = ids.uuid();
    await queryDefinitions.create(place, { id, row });
    return { queryDefinitionId: id };
  }
  if (!(await queryDefinitions.replace(place, { id: queryDefinitionId, row }))) throw queryDefinitionNotFound();
  return { queryDefinitionId };
};
