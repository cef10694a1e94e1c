import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteMetricFilter.html */
export const DeleteMetricFilter: Operation<"DeleteMetricFilter"> = async (input, { place }, store): Promise<object> => {
  await store.metricFilters.remove({ place, name: input.logGroupName }, input.filterName);
  return {};
};
