import { describeEventInvokeConfig, noEventInvokeConfig } from "../domain/configs/event-invoke-config.ts";
import { functionArn, LATEST } from "../domain/functions/function-arn.ts";
import { readFunctionName } from "../domain/functions/function-name.ts";
import type { Operation, Output } from "../operation.ts";
import { eventInvokeConfigRows } from "../store/event-invoke-configs.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionEventInvokeConfig.html */
export const GetFunctionEventInvokeConfig: Operation<"GetFunctionEventInvokeConfig"> = async (
  input,
  call,
  store,
): Promise<Output<"GetFunctionEventInvokeConfig">> => {
  const { qualifier = LATEST, ...of } = readFunctionName(
    { name: input.FunctionName, qualifier: input.Qualifier },
    call.place,
  );
  const config = await store.of(of.place).get(eventInvokeConfigRows, of.name, qualifier);
  if (config === undefined) throw noEventInvokeConfig(functionArn(of, qualifier));
  return describeEventInvokeConfig(of, qualifier, config);
};
