import type { AwsError } from "@skylab/aws";
import {
  type AnswerContext,
  createCodec,
  type RequestHead,
  type ServiceModel,
  type WireResponse,
} from "@skylab/protocol";
import type { MessageAnswer } from "../domain/received-message.ts";

/** Writes what the endpoint answers in one form. */
export type MessageAnswers = {
  readonly messages: (messages: readonly MessageAnswer[]) => WireResponse;
  readonly error: (error: AwsError) => WireResponse;
};

/**
 * The forms in which LocalStack answers: that of the protocol that a client speaks, and with `Accept: application/json`
 * the XML of the Query protocol as JSON.
 */
export function messageAnswers(model: ServiceModel): (head: RequestHead, context: AnswerContext) => MessageAnswers {
  const codec = createCodec(model);
  const operation = model.operations["ReceiveMessage"];
  if (!operation) throw new Error("The model of SQS has ReceiveMessage.");
  const inProtocol = (protocol: "awsQuery" | "awsJson1_0", context: AnswerContext): MessageAnswers => ({
    messages: (messages) => codec.encode({ operation, protocol, streamsInput: false }, { Messages: messages }, context),
    error: (error) => codec.encodeError(protocol, error, context),
  });

  return ({ headers }, context) => {
    if (headers["content-type"]?.includes("x-amz-json")) return inProtocol("awsJson1_0", context);
    const query = inProtocol("awsQuery", context);
    if (!headers.accept?.includes("application/json")) return query;
    return {
      messages: (messages) => json(200, queryResult(messages, context)),
      error: (error) => json(query.error(error).status, queryError(model, error, context)),
    };
  };
}

const json = (status: number, value: object): WireResponse => ({
  status,
  headers: { "content-type": "application/json" },
  body: Buffer.from(JSON.stringify(value)),
});

const queryResult = (messages: readonly MessageAnswer[], { requestId }: AnswerContext): object => ({
  ReceiveMessageResponse: {
    ReceiveMessageResult: messages.length === 0 ? null : { Message: oneOrAll(messages.map(queryMessage)) },
    ResponseMetadata: { RequestId: requestId },
  },
});

function queryMessage({ Attributes, MessageAttributes, ...message }: MessageAnswer): object {
  return {
    ...message,
    Attribute: oneOrAll(entries(Attributes)),
    ...(MessageAttributes === undefined ? {} : { MessageAttribute: oneOrAll(entries(withTexts(MessageAttributes))) }),
  };
}

/** XML has bytes in base64. */
const withTexts = (attributes: NonNullable<MessageAnswer["MessageAttributes"]>): Record<string, object> =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, { BinaryValue: bytes, ...attribute }]) => [
      name,
      bytes === undefined ? attribute : { ...attribute, BinaryValue: Buffer.from(bytes).toString("base64") },
    ]),
  );

const entries = (values: Readonly<Record<string, unknown>> = {}): readonly object[] =>
  Object.entries(values).map(([Name, Value]) => ({ Name, Value }));

/** XML made into JSON does not tell a list of one from its element. */
const oneOrAll = (items: readonly object[]): object | undefined => (items.length === 1 ? items[0] : items);

const queryError = (model: ServiceModel, error: AwsError, { requestId }: AnswerContext): object => ({
  ErrorResponse: {
    Error: { Type: "Sender", Code: queryCodeOf(model, error), Message: error.queryMessage ?? error.message },
    RequestId: requestId,
  },
});

function queryCodeOf(model: ServiceModel, error: AwsError): string {
  const shape = model.shapes[error.code];
  const named = shape?.type === "structure" ? shape.error?.queryCode : undefined;
  return error.queryCode ?? named ?? error.code;
}
