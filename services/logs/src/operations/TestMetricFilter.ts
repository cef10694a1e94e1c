import type { TestMetricFilterResponse } from "@aws-sdk/client-cloudwatch-logs";
import { compileMetricPattern } from "../domain/metric-filters/metric-filter.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TestMetricFilter.html */
export const TestMetricFilter: Operation<"TestMetricFilter"> = async (input): Promise<TestMetricFilterResponse> => {
  const { extract, matches } = compileMetricPattern(input.filterPattern);
  const numbered = input.logEventMessages.map((message, index) => ({ message, number: index + 1 }));
  return {
    matches: numbered
      .filter(({ message }) => matches(message))
      .map(({ message, number }) => ({
        eventNumber: number,
        eventMessage: message,
        extractedValues: extract(message),
      })),
  };
};
