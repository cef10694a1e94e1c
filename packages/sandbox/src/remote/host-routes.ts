import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { systemClock } from "@skylab/aws";
import { type Logger, readBody } from "@skylab/service";
import { verifyCall } from "@skylab/service/remote";
import { type FunctionHost, HostRefusal, type Invoked, type StreamedAnswer } from "../port.ts";
import { type AnswerHead, FRAME, framePrefix, jsonFrame } from "./frames.ts";
import { CALLER, PATHS, type Provision, readInvocation, REFUSED, writeRefusal } from "./wire.ts";

export type HostRoutesOptions = {
  readonly host: Omit<FunctionHost, "close">;
  /** SKYLAB_INTERNAL_SECRET, the same where `remoteHost` is. */
  readonly secret: string;
  readonly log: Logger;
};

/** More than the 6 MB of a payload, and all that describes a function. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** Answers `remoteHost`: what is not signed with the secret is answered 403, and nothing of it is kept. */
export function hostRoutes({ host, secret, log }: HostRoutesOptions): RequestListener {
  const answers: Readonly<Record<string, Answer>> = {
    [PATHS.invoke]: async (body, response) => answerInvocation(host, body, response),
    [PATHS.provision]: async (body) => {
      const { version, credentials, count }: Provision = JSON.parse(body.toString());
      await host.provision(version, credentials, count);
    },
    [PATHS.provisioned]: async (body, response) => {
      response.write(JSON.stringify(await host.provisioned(JSON.parse(body.toString()))));
    },
    [PATHS.forget]: (body) => host.forget(JSON.parse(body.toString())),
  };
  return (request, response) => {
    // Who goes away in the middle of an answer is nobody's fault.
    response.on("error", () => undefined);
    receive(request, secret)
      .then(async (body) => {
        const answer = answers[request.url ?? ""];
        if (body === undefined || answer === undefined) {
          log.warn({ path: request.url }, "refused what is no signed request for the host of functions");
          response.writeHead(403);
        } else await answer(body, response);
        response.end();
      })
      .catch((error: unknown) => fail(error, response, log));
  };
}

type Answer = (body: Buffer, response: ServerResponse) => Promise<void>;

/** The body of a request that is signed as ours. */
async function receive(request: IncomingMessage, secret: string): Promise<Buffer | undefined> {
  const by = { secret, now: systemClock.now() };
  const proof = verifyCall<string>(request.url ?? "", request.headers, by);
  if (proof?.as !== CALLER || request.method !== "POST") return undefined;
  const body = await readBody(request, MAX_BODY_BYTES);
  return proof.isBody(body) ? body : undefined;
}

function fail(error: unknown, response: ServerResponse, log: Logger): void {
  if (response.headersSent) response.destroy();
  else if (error instanceof HostRefusal) response.writeHead(REFUSED).end(writeRefusal(error));
  else {
    log.error({ err: error }, "the host of functions failed");
    response.writeHead(500).end();
  }
}

async function answerInvocation(
  host: HostRoutesOptions["host"],
  body: Buffer,
  response: ServerResponse,
): Promise<void> {
  const leaving = new AbortController();
  response.once("close", () => response.writableFinished || leaving.abort());
  const invoked = await host.invoke({ ...readInvocation(body), signal: leaving.signal });
  if (invoked.kind === "streamed") await stream(invoked, response);
  else answerBuffered(invoked, response);
}

function answerBuffered(
  { kind, payload, end }: Extract<Invoked, { kind: "buffered" }>,
  response: ServerResponse,
): void {
  const head = jsonFrame(FRAME.head, { kind, contentType: undefined } satisfies AnswerHead);
  const parts = [head, framePrefix(FRAME.data, payload.length), payload, jsonFrame(FRAME.end, end)];
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  response.writeHead(200, { "content-length": length });
  // In one write: the end of the answer lets it go.
  response.cork();
  for (const part of parts) response.write(part);
}

/** As the function writes it, as fast as the caller reads. */
async function stream({ kind, contentType, body, end }: StreamedAnswer, response: ServerResponse): Promise<void> {
  const frames = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      this.push(framePrefix(FRAME.data, chunk.length));
      done(null, chunk);
    },
  });
  // What the function could not finish has an end, too, which tells of it.
  body.once("error", () => frames.end());
  body.pipe(frames);
  response.writeHead(200);
  response.write(jsonFrame(FRAME.head, { kind, contentType } satisfies AnswerHead));
  try {
    await pipeline(frames, response, { end: false });
  } finally {
    // A caller that has left reads no more of it.
    body.destroy();
  }
  response.write(jsonFrame(FRAME.end, await end));
}
