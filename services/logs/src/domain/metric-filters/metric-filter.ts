import type { MetricTransformation } from "@aws-sdk/client-cloudwatch-logs";
import { compilePattern, type Pattern } from "../patterns/pattern.ts";

/** A metric filter as it is kept; no metric is made of what it matches. */
export type MetricFilterRow = {
  readonly pattern: string;
  readonly transformations: MetricTransformation[];
  readonly createdAt: number;
  readonly applyOnTransformedLogs: boolean;
  readonly fieldSelectionCriteria?: string;
  readonly emitSystemFieldDimensions?: string[];
};

export type MetricFilter = { readonly group: string; readonly name: string; readonly row: MetricFilterRow };

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html */
export const MAX_METRIC_FILTERS = 100;

/**
 * The pattern of a metric filter.
 * @throws AwsError InvalidParameterException
 */
export const compileMetricPattern = (pattern: string): Pattern =>
  compilePattern(pattern, "Invalid metric filter pattern");

export const describeMetricFilter = ({ group, name, row }: MetricFilter) => ({
  filterName: name,
  filterPattern: row.pattern,
  logGroupName: group,
  creationTime: row.createdAt,
  metricTransformations: row.transformations,
  applyOnTransformedLogs: row.applyOnTransformedLogs,
  ...(row.fieldSelectionCriteria !== undefined && { fieldSelectionCriteria: row.fieldSelectionCriteria }),
  ...(row.emitSystemFieldDimensions !== undefined && { emitSystemFieldDimensions: row.emitSystemFieldDimensions }),
});
