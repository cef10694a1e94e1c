import type { Identity } from "@skylab/auth";
import { AwsError, type Place } from "@skylab/aws";
import type { CallAs, ServiceClient, ServicePrincipal } from "@skylab/service";
import type { Line } from "./lines.ts";

/** Where lines go, and by whose permissions. */
export type StreamAddress = {
  readonly place: Place;
  readonly group: string;
  readonly stream: string;
  readonly onBehalfOf: Identity;
};

/** Puts lines into a stream; makes it, and its group, where they are missing. Rejects with what Logs answers. */
export type PutLines = (stream: StreamAddress, lines: readonly Line[]) => Promise<void>;

/** Calls Logs by the AWS API. */
export function putLinesBy(call: ServiceClient, principal: ServicePrincipal): PutLines {
  const ask = async ({ place, onBehalfOf }: StreamAddress, operation: string, input: object): Promise<void> => {
    const as: CallAs = { principal, place, onBehalfOf };
    await call({ service: "logs", operation, input: { ...input }, as });
  };
  const createStream = async (address: StreamAddress): Promise<void> => {
    const { group, stream } = address;
    const create = (): Promise<void> =>
      ask(address, "CreateLogStream", { logGroupName: group, logStreamName: stream }).catch(unlessExists);
    try {
      await create();
    } catch (error) {
      if (!isCode(error, "ResourceNotFoundException")) throw error;
      await ask(address, "CreateLogGroup", { logGroupName: group }).catch(unlessExists);
      await create();
    }
  };
  return async (address, lines) => {
    const put = (): Promise<void> => ask(address, "PutLogEvents", inputOf(address, lines));
    try {
      await put();
    } catch (error) {
      if (!isCode(error, "ResourceNotFoundException")) throw error;
      await createStream(address);
      await put();
    }
  };
}

/** Lines of one millisecond stay in the order in which they came. */
const inputOf = ({ group, stream }: StreamAddress, lines: readonly Line[]): object => ({
  logGroupName: group,
  logStreamName: stream,
  logEvents: lines
    .toSorted((a, b) => a.timestamp - b.timestamp)
    .map(({ message, timestamp }) => ({ timestamp, message })),
});

/** Another process was faster. */
function unlessExists(error: unknown): void {
  if (!isCode(error, "ResourceAlreadyExistsException")) throw error;
}

const isCode = (error: unknown, code: string): boolean => error instanceof AwsError && error.code === code;
