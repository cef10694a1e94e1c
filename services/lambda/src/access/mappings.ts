import type { Place } from "@skylab/aws";
import { type Access, tagContext, type Target } from "@skylab/service";
import { functionArn } from "../domain/functions/function-arn.ts";
import { readFunctionName } from "../domain/functions/function-name.ts";
import { mappingArn } from "../domain/mappings/mapping.ts";
import type { LambdaStore } from "../store/store.ts";
import { type AccessOf, onNothing, tagging } from "./rules.ts";

type MappingOperation =
  | "CreateEventSourceMapping"
  | "DeleteEventSourceMapping"
  | "GetEventSourceMapping"
  | "ListEventSourceMappings"
  | "UpdateEventSourceMapping";

type OfMapping = { readonly UUID: string; readonly FunctionName?: string | undefined };

const onMapping = (action: string): Access<OfMapping, LambdaStore> => ({
  action: `lambda:${action}`,
  on: async ({ FunctionName, UUID }, { place }, store): Promise<Target> => {
    const mapping = await store.mappings.find({ place, uuid: UUID });
    const arn = FunctionName === undefined ? mapping?.functionArn : arnOf(FunctionName, place);
    return {
      resource: mappingArn({ place, uuid: UUID }),
      context: () => ({
        ...(arn !== undefined && { "lambda:FunctionArn": arn }),
        ...tagContext({ of: mapping?.tags }),
      }),
    };
  },
});

function arnOf(name: string, place: Place): string {
  const named = readFunctionName({ name }, place);
  return functionArn(named, named.qualifier);
}

/**
 * What IAM decides by of event source mappings: the function's ARN is a condition key.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html
 */
export const mappingAccess: AccessOf<MappingOperation> = {
  CreateEventSourceMapping: {
    action: "lambda:CreateEventSourceMapping",
    on: ({ FunctionName, Tags }, { place }) => ({
      resource: "*",
      context: () => ({ "lambda:FunctionArn": arnOf(FunctionName, place), ...tagContext({ set: Tags }) }),
    }),
    also: ({ Tags: set }, { place }) => tagging({ resource: mappingArn({ place, uuid: "*" }), set }),
  },
  DeleteEventSourceMapping: onMapping("DeleteEventSourceMapping"),
  GetEventSourceMapping: onMapping("GetEventSourceMapping"),
  ListEventSourceMappings: onNothing("ListEventSourceMappings"),
  UpdateEventSourceMapping: onMapping("UpdateEventSourceMapping"),
};
