import type { DescribeEndpointsResponse } from "@aws-sdk/client-dynamodb";
import type { Operation } from "../operation.ts";

/** A day, as AWS answers. */
const CACHE_MINUTES = 1440;

/** Clients that discover their endpoint come back to where they asked. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeEndpoints.html */
export const DescribeEndpoints: Operation<"DescribeEndpoints"> = async (
  _input,
  { endpoint },
): Promise<DescribeEndpointsResponse> => ({
  Endpoints: [{ Address: new URL(endpoint).host, CachePeriodInMinutes: CACHE_MINUTES }],
});
