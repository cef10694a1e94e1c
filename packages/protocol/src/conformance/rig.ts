import { Readable } from "node:stream";
import { createCodec } from "../codec.ts";
import { eventStreamMember } from "../event-stream/index.ts";
import { asItems } from "../handler-values.ts";
import type { OperationModel, ProtocolName, ServiceModel } from "../model.ts";
import { loadModel, type ModelName } from "../models.ts";
import type { AnswerBody, Codec, RequestHead, Route, Values, WireResponse } from "../wire.ts";
import { createClient, loadSdk, type Sdk } from "./sdk.ts";
import { type SdkRequest, toBody, toHead } from "./sdk-request.ts";

/** An SDK client whose requests end in a codec instead of a socket. */
export type Rig = {
  readonly model: ServiceModel;
  readonly codec: Codec;
  readonly sdk: Sdk;
  /** Sends a command; `answer` gets what the codec understood of it. */
  readonly send: (operation: string, input: Values, answer: Answer) => Promise<Values>;
};

type Received = { readonly route: Route; readonly head: RequestHead; readonly input: Values };
type Answer = (received: Received) => WireResponse;

/** A rig for a service, whose SDK speaks the given protocol. */
export async function openRig(name: ModelName, protocol: ProtocolName): Promise<Rig> {
  const model = loadModel(name);
  const codec = createCodec(model);
  const sdk = await loadSdk(name);
  let answer: Answer | undefined;
  const handle = async (request: SdkRequest): Promise<{ response: unknown }> => {
    const head = toHead(request);
    const body = await toBody(request);
    const route = codec.route(head, body);
    const input = codec.decode(route, head, route.streamsInput ? Readable.from([body]) : body);
    if (answer === undefined) throw new Error("Nobody waits for this request.");
    return { response: toSdkResponse(answer({ route, head, input })) };
  };
  const client = createClient(sdk, { protocol, model, handle });
  return {
    model,
    codec,
    sdk,
    send: async (operation, input, nextAnswer) => {
      answer = nextAnswer;
      return client.send(operation, input);
    },
  };
}

/** An output as a handler returns it: its events, if it has any, flow. */
export function toHandlerOutput(model: ServiceModel, operation: OperationModel, output: Values): Values {
  const stream = eventStreamMember(model, operation.output);
  return stream === undefined ? output : { ...output, [stream.name]: flowing(output[stream.name]) };
}

async function* flowing(events: unknown): AsyncGenerator {
  yield* asItems(events);
}

function toSdkResponse({ status, headers, body }: WireResponse): unknown {
  const joined = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value].flat().join(", ")]);
  return { statusCode: status, headers: Object.fromEntries(joined), body: toStream(body) };
}

function toStream(body: AnswerBody): Readable {
  if (typeof body !== "string" && !Buffer.isBuffer(body)) return body;
  return Readable.from(body.length > 0 ? [Buffer.from(body)] : []);
}
