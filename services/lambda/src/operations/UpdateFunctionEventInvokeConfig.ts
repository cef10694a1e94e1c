import { changeEventInvokeConfig } from "../invocations/change-event-invoke-config.ts";
import { readDestinations } from "../domain/configs/destinations.ts";
import type { Operation, Output } from "../operation.ts";

/** What is not given stays. https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionEventInvokeConfig.html */
export const UpdateFunctionEventInvokeConfig: Operation<"UpdateFunctionEventInvokeConfig"> = async (
  input,
  call,
  store,
): Promise<Output<"UpdateFunctionEventInvokeConfig">> => {
  const { DestinationConfig, MaximumEventAgeInSeconds: maxAgeSeconds, MaximumRetryAttempts: maxRetries } = input;
  return changeEventInvokeConfig(input, call, {
    store,
    decide: (current) =>
      current && {
        ...current,
        ...(maxRetries !== undefined && { maxRetries }),
        ...(maxAgeSeconds !== undefined && { maxAgeSeconds }),
        ...(DestinationConfig && { destinations: readDestinations(DestinationConfig) }),
        modifiedAt: call.clock.now(),
      },
  });
};
