// What is measured of SQS, whoever serves it.

export const BODY = "x".repeat(256);

const FILLERS = 10;

export const newQueue = async (client, QueueName) => (await client.call("CreateQueue", { QueueName })).QueueUrl;

/** The requests of one queue; a round trip is send, receive and delete. */
export function stepsOf(client, queue) {
  const send = () => client.call("SendMessage", { QueueUrl: queue, MessageBody: BODY });
  const sendBatch = () => client.call("SendMessageBatch", { QueueUrl: queue, Entries: entriesOf(BODY) });
  return {
    send,
    sendBatch,
    roundTrip: async () => {
      await send();
      const { Messages = [] } = await client.call("ReceiveMessage", { QueueUrl: queue });
      for (const { ReceiptHandle } of Messages) await client.call("DeleteMessage", { QueueUrl: queue, ReceiptHandle });
    },
    roundTripBatch: async () => {
      await sendBatch();
      const { Messages = [] } = await client.call("ReceiveMessage", { QueueUrl: queue, MaxNumberOfMessages: 10 });
      const handles = Messages.map(({ ReceiptHandle }, index) => ({ Id: `m${index}`, ReceiptHandle }));
      if (handles.length > 0) await client.call("DeleteMessageBatch", { QueueUrl: queue, Entries: handles });
    },
  };
}

/** Sends so many messages, a multiple of a hundred. */
export async function fill(client, queue, { messages, body = BODY }) {
  const worker = async (batches) => {
    for (let batch = 0; batch < batches; batch += 1)
      await client.call("SendMessageBatch", { QueueUrl: queue, Entries: entriesOf(body) });
  };
  await Promise.all(Array.from({ length: FILLERS }, () => worker(messages / (FILLERS * 10))));
}

const entriesOf = (body) => Array.from({ length: 10 }, (_, index) => ({ Id: `m${index}`, MessageBody: body }));
