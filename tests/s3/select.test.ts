import {
  SelectObjectContentCommand,
  type SelectObjectContentCommandInput,
  type SelectObjectContentEventStream,
} from "@aws-sdk/client-s3";
import { expect, it } from "vitest";
import { put, refusal, useS3 } from "./s3.ts";

const s3 = useS3();

async function select(
  body: string,
  input: Partial<SelectObjectContentCommandInput>,
): Promise<readonly SelectObjectContentEventStream[]> {
  const at = { Bucket: await s3.createBucket(), Key: "key" };
  await put(s3.client(), at, body);
  const { Payload: payload } = await s3.client().send(
    new SelectObjectContentCommand({
      ...at,
      Expression: "SELECT * FROM S3Object",
      ExpressionType: "SQL",
      InputSerialization: { CSV: {} },
      OutputSerialization: { JSON: {} },
      ...input,
    }),
  );
  const events: SelectObjectContentEventStream[] = [];
  for await (const event of payload ?? []) events.push(event);
  return events;
}

const textIn = (events: readonly SelectObjectContentEventStream[]): string =>
  Buffer.concat(events.map(({ Records: records }) => records?.Payload ?? new Uint8Array(0))).toString();

it("a query of a CSV object is answered as a stream of events", async () => {
  const events = await select("id,name\r\n1,Ann\r\n2,Ben\r\n", {
    Expression: "SELECT s.name, CAST(s.id AS INT) AS id FROM S3Object s WHERE s.id > 1",
    InputSerialization: { CSV: { FileHeaderInfo: "USE" } },
    RequestProgress: { Enabled: true },
  });
  expect(events.flatMap((event) => Object.keys(event))).toEqual(["Records", "Progress", "Stats", "End"]);
  expect(textIn(events)).toBe('{"name":"Ben","id":2}\n');
  const Details = { BytesScanned: 23, BytesProcessed: 23, BytesReturned: 22 };
  expect(events[2]).toEqual({ Stats: { Details } });
});

it("records in JSON documents are found by a path", async () => {
  const events = await select('{"Records": [{"a": 1},\n {"a": 2}]}', {
    Expression: "SELECT SUM(r.a) AS total FROM S3Object[*].Records[*] r",
    InputSerialization: { JSON: { Type: "DOCUMENT" } },
  });
  expect(textIn(events)).toBe('{"total":3}\n');
});

it("what is no SQL is refused as an error, and what fails on the way ends the stream", async () => {
  expect(await refusal(select("a\n", { Expression: "SELECT FROM S3Object" }))).toContain("ParseEmptySelect");
  const late = select(`${"1\n".repeat(100_000)}x\n`, { Expression: "SELECT CAST(_1 AS INT) FROM S3Object" });
  await expect(late).rejects.toThrow(/CAST/);
});
