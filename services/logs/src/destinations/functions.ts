import { AwsError, isRefusal } from "@skylab/aws";
import { NotServed, type ServiceClient } from "@skylab/service";
import { type GroupAddress, groupArn } from "../domain/groups/group.ts";

/** Functions of Lambda, as subscribers of groups. */
export type Functions = {
  /** Hands data to a function, which does not wait for what it does. Rejects with what Lambda answers. */
  readonly deliver: (group: GroupAddress, functionArn: string, data: string) => Promise<void>;
  /** Whether Logs may, and can, hand a function what a group has. Rejects where Lambda does not say. */
  readonly mayDeliver: (group: GroupAddress, functionArn: string) => Promise<boolean>;
};

export function openFunctions(call: ServiceClient): Functions {
  const invoke = async (group: GroupAddress, input: Readonly<Record<string, unknown>>): Promise<void> => {
    const ask = async (principal: string): Promise<void> => {
      const as = { principal: { name: principal, sourceArn: `${groupArn(group)}:*` }, place: group.place };
      await call({ service: "lambda", operation: "Invoke", input, as });
    };
    try {
      await ask("logs.amazonaws.com");
    } catch (error) {
      if (!(error instanceof AwsError) || error.code !== "AccessDeniedException") throw error;
      // Functions' policies may name it by its region, too.
      await ask(`logs.${group.place.region}.amazonaws.com`);
    }
  };
  return {
    deliver: (group, FunctionName, data) => {
      const Payload = Buffer.from(JSON.stringify({ awslogs: { data } }));
      return invoke(group, { FunctionName, InvocationType: "Event", Payload });
    },
    mayDeliver: async (group, FunctionName) => {
      try {
        await invoke(group, { FunctionName, InvocationType: "DryRun" });
        return true;
      } catch (error) {
        // Where there is no Lambda, there is no function.
        if (isRefusal(error) || error instanceof NotServed) return false;
        throw error;
      }
    },
  };
}
