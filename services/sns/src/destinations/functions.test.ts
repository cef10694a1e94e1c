import { otherServices } from "@skylab/service/testing";
import { createVerify, X509Certificate } from "node:crypto";
import type { ServiceCall } from "@skylab/service";
import { expect, it } from "vitest";
import { delivery } from "../testing/deliveries.ts";
import { awsError } from "../testing/aws-error.ts";
import { useSns } from "../testing/use-sns.ts";
import { openEnvelopes } from "./envelopes.ts";
import { firehose } from "./firehose.ts";
import { openFunctions } from "./functions.ts";

const test = useSns();
const FUNCTION = "arn:aws:lambda:eu-west-1:111122223333:function:hello";

function opened(answer?: (call: ServiceCall) => Error) {
  const others = otherServices(answer);
  const envelopes = openEnvelopes(test().store.signing, {
    endpoint: () => "http://localhost:4566",
    certificates: undefined,
  });
  return { calls: others.called, functions: openFunctions({ call: others.call, envelopes }) };
}

const toFunction = delivery({
  topic: { signatureVersion: "2" },
  subscriber: { protocol: "lambda", endpoint: FUNCTION },
});

it("a function is invoked by SNS for the topic, and not waited for", async () => {
  const { calls, functions } = opened();
  expect(await functions.deliver(toFunction)).toEqual({ delivered: true });
  expect(calls).toMatchObject([
    {
      service: "lambda",
      operation: "Invoke",
      input: { FunctionName: FUNCTION, InvocationType: "Event" },
      as: {
        principal: { name: "sns.amazonaws.com", sourceArn: "arn:aws:sns:us-west-2:123456789012:MyTopic" },
        place: { account: "123456789012", region: "eu-west-1" },
      },
    },
  ]);
});

it("its event is signed as it says: by version 1, whatever the topic's is", async () => {
  const { calls, functions } = opened();
  await functions.deliver(toFunction);
  const event = JSON.parse(String(calls[0]?.input["Payload"]));
  const { Sns, EventSubscriptionArn } = event.Records[0];
  expect(EventSubscriptionArn).toBe("arn:aws:sns:us-west-2:123456789012:MyTopic:c9135db0-26c4-47ec-8998-413945fb5a96");
  expect(Sns.SignatureVersion).toBe("1");
  const { pem } = await test().store.signing.certificate();
  const names = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"];
  const signed = names.map((name) => `${name}\n${Sns[name]}\n`).join("");
  const { publicKey } = new X509Certificate(pem);
  expect(createVerify("RSA-SHA1").update(signed).verify(publicKey, Sns.Signature, "base64")).toBe(true);
});

it.each([
  ["ResourceNotFoundException", 404, false],
  ["AccessDeniedException", 403, false],
  ["NotImplemented", 501, false],
  ["TooManyRequestsException", 429, true],
  ["ServiceException", 500, true],
])("a function that answers %s: to be tried again is %s", async (code, status, retry) => {
  const { functions } = opened(() => awsError(code, status));
  expect(await functions.deliver(toFunction)).toMatchObject({ delivered: false, retry, code });
});

it("a delivery stream is given up at once, since there are none", async () => {
  const endpoint = "arn:aws:firehose:us-west-2:123456789012:deliverystream/logs";
  expect(await firehose.deliver(delivery({ subscriber: { protocol: "firehose", endpoint } }))).toMatchObject({
    delivered: false,
    retry: false,
  });
});
