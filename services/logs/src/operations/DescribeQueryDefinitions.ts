import { pageOfAll } from "@skylab/aws";
import type { DescribeQueryDefinitionsResponse } from "@aws-sdk/client-cloudwatch-logs";
import { readNextToken } from "../domain/next-token.ts";
import { describeQueryDefinition, type QueryDefinition } from "../domain/queries/query-definition.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeQueryDefinitions.html */
const MAX_RESULTS = 1_000;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeQueryDefinitions.html */
export const DescribeQueryDefinitions: Operation<"DescribeQueryDefinitions"> = async (
  { maxResults = MAX_RESULTS, nextToken: token, queryDefinitionNamePrefix = "", queryLanguage },
  { place },
  { queryDefinitions },
): Promise<DescribeQueryDefinitionsResponse> => {
  const definitions = (await queryDefinitions.list(place)).filter(
    ({ row }) =>
      row.name.startsWith(queryDefinitionNamePrefix) && (queryLanguage === undefined || row.language === queryLanguage),
  );
  const { items, ...more } = pageOfAll(definitions, {
    nameOf: orderOf,
    after: readNextToken(token),
    limit: maxResults,
  });
  return { queryDefinitions: items.map(describeQueryDefinition), ...more };
};

const orderOf = ({ id, row }: QueryDefinition): string => `${row.name}\0${id}`;
