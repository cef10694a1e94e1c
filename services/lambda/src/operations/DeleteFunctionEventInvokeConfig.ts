import { noEventInvokeConfig } from "../domain/configs/event-invoke-config.ts";
import { functionArn, LATEST } from "../domain/functions/function-arn.ts";
import { readFunctionName } from "../domain/functions/function-name.ts";
import type { Operation } from "../operation.ts";
import { eventInvokeConfigRows } from "../store/event-invoke-configs.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionEventInvokeConfig.html */
export const DeleteFunctionEventInvokeConfig: Operation<"DeleteFunctionEventInvokeConfig"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  const { qualifier = LATEST, ...of } = readFunctionName(
    { name: input.FunctionName, qualifier: input.Qualifier },
    call.place,
  );
  await store.change(of.place, async (rows) => {
    const config = await rows.get(eventInvokeConfigRows, of.name, qualifier);
    if (config === undefined) throw noEventInvokeConfig(functionArn(of, qualifier));
    rows.remove(eventInvokeConfigRows, of.name, qualifier);
  });
  return {};
};
