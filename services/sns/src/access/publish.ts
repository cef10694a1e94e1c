import type { AccessRule } from "@skylab/service";
import type { SnsOperations } from "../operation.ts";
import type { SnsStore } from "../store/store.ts";
import { phoneTarget } from "./mobile.ts";
import { topicTarget } from "./topics.ts";

/** What goes to a topic, a device, or a phone. */
export const onPublish: AccessRule<SnsOperations["Publish"]["input"], SnsStore> = {
  action: "sns:Publish",
  on: ({ PhoneNumber: number, TargetArn: target, TopicArn: topic }, _call, store) => {
    const arn = topic ?? target;
    // Where none is named, the operation refuses; of several it takes the topic, too.
    return arn === undefined && number !== undefined ? phoneTarget(number) : topicTarget(arn ?? "*", store);
  },
};
