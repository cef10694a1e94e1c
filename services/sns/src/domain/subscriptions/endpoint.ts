import { type Arn, isPlace, parseArn } from "@skylab/aws";
import { invalidParameter } from "../errors.ts";
import { checkSmsEndpoint } from "../sms/phone-number.ts";
import { isFifoName } from "../topics/topic.ts";
import { isProtocol } from "./protocols.ts";
import type { Protocol } from "./subscription.ts";

type Asked = { readonly protocol: string; readonly endpoint: string; readonly isFifo: boolean };

/** https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address, in linear time */
const EMAIL = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,10}$/;

/** Longer than any URL that others take. */
const MAX_CHARACTERS = 2048;

/**
 * The protocol by which an endpoint is subscribed to a topic.
 * @throws AwsError InvalidParameter, where it cannot be: in AWS's words
 */
export function checkEndpoint({ endpoint, isFifo, protocol }: Asked): Protocol {
  if (!isProtocol(protocol)) {
    throw invalidParameter(`Amazon SNS does not support this protocol string: ${protocol}`);
  }
  // https://docs.aws.amazon.com/sns/latest/dg/fifo-message-delivery.html
  if (isFifo && protocol !== "sqs") throw invalidParameter(`Invalid protocol type: ${protocol}`);
  if (endpoint.length > MAX_CHARACTERS) throw invalidParameter("Endpoint");
  CHECKS[protocol](endpoint);
  if (protocol === "sqs" && !isFifo && isFifoName(endpoint)) {
    // AWS says it twice.
    throw invalidParameter(
      "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics",
    );
  }
  return protocol;
}

const CHECKS: Readonly<Record<Protocol, (endpoint: string) => void>> = {
  application: (endpoint) => {
    if (arnOf("sns", endpoint)?.resource.startsWith("endpoint/") !== true) {
      throw invalidParameter(`Application endpoint arn invalid:${endpoint}`);
    }
  },
  email: checkEmail,
  "email-json": checkEmail,
  firehose: (endpoint) => {
    if (arnOf("firehose", endpoint)?.resource.startsWith("deliverystream/") !== true) {
      throw invalidParameter("Firehose endpoint ARN");
    }
  },
  http: (endpoint) => checkUrl(endpoint, "http:"),
  https: (endpoint) => checkUrl(endpoint, "https:"),
  lambda: (endpoint) => {
    if (arnOf("lambda", endpoint)?.resource.startsWith("function:") !== true) {
      throw invalidParameter("Lambda endpoint ARN");
    }
  },
  sms: checkSmsEndpoint,
  sqs: (endpoint) => {
    if (!isQueueArn(endpoint)) throw invalidParameter("SQS endpoint ARN");
  },
};

const isQueueArn = (text: string): boolean => /^[A-Za-z0-9_.-]+$/.test(arnOf("sqs", text)?.resource ?? "");

function checkEmail(endpoint: string): void {
  if (!EMAIL.test(endpoint)) throw invalidParameter("Email address");
}

function checkUrl(endpoint: string, scheme: "http:" | "https:"): void {
  if (!URL.canParse(endpoint) || !endpoint.startsWith(`${scheme}//`)) {
    throw invalidParameter("Endpoint must match the specified protocol");
  }
}

/** The ARN of something that a service has in a place. */
function arnOf(service: string, text: string): Arn | undefined {
  const arn = parseArn(text);
  return arn?.service === service && isPlace(arn) ? arn : undefined;
}
