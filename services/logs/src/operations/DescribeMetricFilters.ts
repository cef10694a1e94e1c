import { pageOfAll } from "@skylab/aws";
import type { DescribeMetricFiltersResponse } from "@aws-sdk/client-cloudwatch-logs";
import { invalidParameter } from "../domain/errors.ts";
import { describeMetricFilter, type MetricFilter } from "../domain/metric-filters/metric-filter.ts";
import { readNextToken } from "../domain/next-token.ts";
import { PAGE_SIZE } from "../domain/page-size.ts";
import { findGroup } from "../find-group.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeMetricFilters.html */
export const DescribeMetricFilters: Operation<"DescribeMetricFilters"> = async (
  input,
  call,
  store,
): Promise<DescribeMetricFiltersResponse> => {
  const { filterNamePrefix = "", limit = PAGE_SIZE, logGroupName, metricName, metricNamespace } = input;
  if ((metricName === undefined) !== (metricNamespace === undefined))
    throw invalidParameter("metricName and metricNamespace must be specified together.");
  if (logGroupName !== undefined) await findGroup({ logGroupName }, call, store);
  const filters = await store.metricFilters.list(call.place, logGroupName);
  const asked = filters.filter(
    ({ name, row }) => name.startsWith(filterNamePrefix) && isOfMetric(row, metricName, metricNamespace),
  );
  const { items, ...more } = pageOfAll(asked, { nameOf: orderOf, after: readNextToken(input.nextToken), limit });
  return {
    metricFilters: items.map(describeMetricFilter),
    ...more,
  };
};

/** Sorts as the list does: by the filter's name, then the group's. */
const orderOf = ({ group, name }: MetricFilter): string => `${name}\0${group}`;

const isOfMetric = (
  { transformations }: MetricFilter["row"],
  name: string | undefined,
  namespace: string | undefined,
): boolean =>
  name === undefined ||
  transformations.some(({ metricName, metricNamespace }) => metricName === name && metricNamespace === namespace);
