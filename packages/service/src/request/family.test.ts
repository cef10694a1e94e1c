import { afterEach, expect, it } from "vitest";
import { callExample, example, serveExample } from "../testing/example.ts";

let close: (() => Promise<void>) | undefined;
afterEach(() => close?.());

const rootKey = { accessKeyId: "root", secretAccessKey: "secret" };

/** SQS's refusal of a key that nobody knows. */
async function refusal(more: Parameters<typeof example>[1]): Promise<unknown> {
  const server = await serveExample([example({}, more)], { auth: { mode: "enforce", rootKey } });
  close = server.close;
  const answer = await callExample(server.url, "ListQueues", {
    headers: {
      "x-amz-date": new Date().toISOString().replaceAll(/[-:]|\.\d+/g, ""),
      authorization:
        "AWS4-HMAC-SHA256 Credential=AKIDNOBODY/20300101/us-east-1/sqs/aws4_request, SignedHeaders=host;x-amz-date, Signature=00",
    },
  });
  return answer.json();
}

it("a request is refused in the words of its protocol, or in those that its service says are its own", async () => {
  expect(await refusal({})).toMatchObject({
    __type: expect.stringMatching(/InvalidClientTokenId|UnrecognizedClientException/),
  });
  await close?.();
  expect(await refusal({ authFamily: "s3" })).toMatchObject({ __type: expect.stringContaining("InvalidAccessKeyId") });
});
