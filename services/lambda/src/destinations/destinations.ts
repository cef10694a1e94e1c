import { parseArn } from "@skylab/aws";
import type { RoleSession } from "@skylab/role-sessions";
import type { ServiceCall, ServiceClient } from "@skylab/service";
import { functionArn } from "../domain/functions/function-arn.ts";
import type { Ended, QueuedEvent, Told } from "../domain/invocations/event.ts";
import { destinationRecord, letterAttributes, recordKey } from "../domain/invocations/record.ts";
import { withLink } from "../domain/invocations/trace.ts";

/** Where it is told what became of events: other services, which Lambda calls by what the function's role may. */
export type Destinations = {
  /** Rejects with what the destination's service answers, or where it cannot be reached. */
  readonly tell: (telling: Telling) => Promise<void>;
};

export type Telling = {
  readonly event: QueuedEvent;
  readonly ended: Ended;
  readonly to: Told;
  readonly by: RoleSession;
};

export function openDestinations(call: ServiceClient): Destinations {
  return {
    tell: async (telling) => {
      await call(callOf(telling));
    },
  };
}

function callOf(telling: Telling): ServiceCall {
  const { ended, event, to } = telling;
  const arn = parseArn(to.arn);
  if (arn === undefined) throw new Error(`${to.arn} is no ARN.`);
  const as = asRole(telling, arn.region);
  switch (arn.service) {
    case "sqs": {
      const QueueUrl = `https://sqs.${arn.region}.amazonaws.com/${arn.account}/${arn.resource}`;
      return { service: "sqs", operation: "SendMessage", input: { QueueUrl, ...queueMessage(telling) }, as };
    }
    case "sns":
      return { service: "sns", operation: "Publish", input: { TopicArn: to.arn, ...publication(telling) }, as };
    case "s3": {
      const body = destinationRecord(event, ended);
      const key = recordKey(event, ended);
      const input = { Bucket: arn.resource, Key: key, Body: Buffer.from(body), ContentType: "application/json" };
      return { service: "s3", operation: "PutObject", input, as };
    }
    case "events":
      return { service: "events", operation: "PutEvents", input: { Entries: [busEntry(telling)] }, as };
    default: {
      const payload = Buffer.from(destinationRecord(event, ended));
      const input = { FunctionName: to.arn, InvocationType: "Event", Payload: payload };
      return { service: "lambda", operation: "Invoke", input, as };
    }
  }
}

/** S3's ARNs name no region: then it is the function's. */
const asRole = ({ by, ended, event }: Telling, region: string): ServiceCall["as"] => {
  const { functionName: name, place, traceId } = event;
  return {
    principal: { name: "lambda.amazonaws.com", sourceArn: ended.functionArn },
    place: { account: place.account, region: region || place.region },
    onBehalfOf: by.identity,
    // Functions that are each other's destinations are stopped by that.
    trace: withLink(traceId, functionArn({ name, place })),
  };
};

function queueMessage({ ended, event, to }: Telling): object {
  if (to.kind === "destination") return { MessageBody: destinationRecord(event, ended) };
  return { MessageBody: event.payload, MessageAttributes: letterAttributes(event, ended) };
}

function publication({ ended, event, to }: Telling): object {
  if (to.kind === "destination") return { Message: destinationRecord(event, ended) };
  return { Message: event.payload, MessageAttributes: letterAttributes(event, ended) };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
const busEntry = ({ ended, event, to }: Telling): object => ({
  EventBusName: to.arn,
  Source: "lambda",
  DetailType: `Lambda Function Invocation Result - ${ended.condition === "Success" ? "Success" : "Failure"}`,
  Detail: destinationRecord(event, ended),
  Resources: [to.arn, ended.functionArn],
  Time: new Date(ended.endedAt),
});
