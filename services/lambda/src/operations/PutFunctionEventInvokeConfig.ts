import { changeEventInvokeConfig } from "../invocations/change-event-invoke-config.ts";
import { readDestinations } from "../domain/configs/destinations.ts";
import type { Operation, Output } from "../operation.ts";

/** Replaces what was configured before. https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html */
export const PutFunctionEventInvokeConfig: Operation<"PutFunctionEventInvokeConfig"> = async (
  input,
  call,
  store,
): Promise<Output<"PutFunctionEventInvokeConfig">> => {
  const { DestinationConfig, MaximumEventAgeInSeconds: maxAgeSeconds, MaximumRetryAttempts: maxRetries } = input;
  return changeEventInvokeConfig(input, call, {
    store,
    decide: () => ({
      ...(maxRetries !== undefined && { maxRetries }),
      ...(maxAgeSeconds !== undefined && { maxAgeSeconds }),
      destinations: readDestinations(DestinationConfig),
      modifiedAt: call.clock.now(),
    }),
  });
};
