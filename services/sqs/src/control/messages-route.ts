import type { IncomingMessage, ServerResponse } from "node:http";
import { claimedScope } from "@skylab/auth";
import { AwsError, DEFAULT_ACCOUNT, type Place, randomIds } from "@skylab/aws";
import type { RequestHead, ServiceModel, WireResponse } from "@skylab/protocol";
import type { ServiceDefinition, Types } from "@skylab/service";
import { MESSAGES_PATH as PATH } from "../facts.ts";
import { queueDoesNotExist } from "../domain/errors.ts";
import type { QueueAddress } from "../domain/queue-arn.ts";
import { queueOfUrl } from "../domain/queue-url.ts";
import type { SqsStore } from "../store/store.ts";
import { messageAnswers } from "./message-answers.ts";
import { type Parameters, readParameters } from "./parameters.ts";
import { peekMessages } from "./peek-messages.ts";

/**
 * LocalStack's endpoint that shows the messages of a queue without receiving them. It takes ReceiveMessage in all
 * protocols of SQS, so that an SDK can have it as its endpoint.
 * https://docs.localstack.cloud/aws/services/sqs/#developer-endpoints
 */
export function messagesRoute(store: SqsStore, model: ServiceModel): Control {
  const answers = messageAnswers(model);

  const answer = async (
    request: IncomingMessage,
    response: ServerResponse,
    queueOf: (parameters: Parameters, head: RequestHead) => QueueAddress,
  ): Promise<void> => {
    const head = headOf(request);
    const write = answers(head, { requestId: randomIds.uuid() });
    try {
      const parameters = await readParameters(head, request);
      const { place, name } = queueOf(parameters, head);
      const queue = await store.directory.find(place, name);
      if (!queue) throw queueDoesNotExist();
      send(response, write.messages(await peekMessages(queue, parameters, store)));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      send(response, write.error(error));
    }
  };

  return (router, { region: ownRegion }) => {
    const queueAsked = queueOfParameters(ownRegion);
    router.route(PATH).get((request, response) => answer(request, response, queueAsked));
    router.route(PATH).post((request, response) => answer(request, response, queueAsked));
    router.route(`${PATH}/:region/:account/:name`).all((request, response) => {
      const { region, account, name } = request.params;
      return answer(request, response, () => ({ place: { account, region }, name }));
    });
  };
}

type Control = NonNullable<ServiceDefinition<Types, unknown>["control"]>;

/** In this region where neither the queue URL nor a signature names one. */
const queueOfParameters =
  (region: string) =>
  ({ queueUrl }: Parameters, head: RequestHead): QueueAddress => {
    if (queueUrl === undefined) throw queueDoesNotExist();
    const own: Place = { account: DEFAULT_ACCOUNT, region: claimedScope(head)?.region ?? region };
    return queueOfUrl(queueUrl, own, `http://${head.headers.host ?? ""}`);
  };

function headOf(request: IncomingMessage): RequestHead {
  const [path = "", query = ""] = (request.url ?? "").split("?", 2);
  return { method: request.method ?? "GET", path, query, headers: request.headers };
}

function send(response: ServerResponse, { status, headers, body }: WireResponse): void {
  response.writeHead(
    status,
    Object.entries(headers).flatMap(([name, value]) => [name, String(value)]),
  );
  response.end(body);
}
