import { compileMetricPattern } from "../domain/metric-filters/metric-filter.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html */
export const PutMetricFilter: Operation<"PutMetricFilter"> = async (
  input,
  { clock, place },
  store,
): Promise<object> => {
  const { emitSystemFieldDimensions, fieldSelectionCriteria, filterName, filterPattern, logGroupName: name } = input;
  compileMetricPattern(filterPattern);
  await store.metricFilters.put({ place, name }, filterName, {
    pattern: filterPattern,
    transformations: input.metricTransformations,
    createdAt: clock.now(),
    applyOnTransformedLogs: input.applyOnTransformedLogs ?? false,
    ...(fieldSelectionCriteria !== undefined && { fieldSelectionCriteria }),
    ...(emitSystemFieldDimensions !== undefined && { emitSystemFieldDimensions }),
  });
  return {};
};
