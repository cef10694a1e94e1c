import { createConnection } from "node:net";
import type { Socket } from "node:net";

export type Answer = { readonly status: number; readonly headers: Headers; readonly body: Buffer };
type Headers = ReadonlyMap<string, string>;

/**
 * HTTP/1.1 on one socket that stays open, one exchange at a time. Written here because node:http costs more than all the
 * rest of a warm invocation, and because this socket must not keep the process alive while a function works.
 */
export type Connection = {
  /** Sends all that there is to send, and resolves with the answer. */
  readonly exchange: (head: string, body?: string) => Promise<Answer>;
  /** Sends a part of a request; resolves when more may come. */
  readonly send: (bytes: string | Buffer) => Promise<void>;
  readonly answer: () => Promise<Answer>;
};

export const openConnection = (path: string): Connection => {
  const socket = createConnection({ path });
  const reader = readAnswers(socket);
  socket.unref();
  const answer = async (): Promise<Answer> => {
    socket.ref();
    try {
      return await reader.next();
    } finally {
      socket.unref();
    }
  };
  return {
    exchange: (head, body = "") => {
      socket.write(head + body);
      return answer();
    },
    send: (bytes) =>
      new Promise((resolve, reject) => {
        socket.write(bytes, (error) => (error ? reject(error) : resolve()));
      }),
    answer,
  };
};

type Waiting = { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void };

const readAnswers = (socket: Socket): { readonly next: () => Promise<Answer> } => {
  const answers: Answer[] = [];
  let chunks: Buffer[] = [];
  let length = 0;
  let needed = 0;
  let waiting: Waiting | undefined;
  let ended: Error | undefined;
  socket.on("data", (chunk) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length < needed) return;
    const parsed = parseAnswer(chunks.length === 1 ? chunk : Buffer.concat(chunks));
    chunks = parsed.rest.length === 0 ? [] : [parsed.rest];
    length = parsed.rest.length;
    needed = parsed.needed;
    if (parsed.answer === undefined) return;
    if (waiting === undefined) answers.push(parsed.answer);
    else waiting.resolve(parsed.answer);
    waiting = undefined;
  });
  const end = (error: Error): void => {
    ended = error;
    waiting?.reject(error);
  };
  socket.on("error", end);
  socket.on("close", () => end(ended ?? new Error("The Runtime API is gone.")));
  return {
    next: () =>
      new Promise((resolve, reject) => {
        const answer = answers.shift();
        if (answer !== undefined) resolve(answer);
        else if (ended !== undefined) reject(ended);
        else waiting = { resolve, reject };
      }),
  };
};

/** `needed`: so many bytes must be there before it is worth trying again. */
type Parsed = { readonly answer: Answer | undefined; readonly rest: Buffer; readonly needed: number };

const HEAD_END = "\r\n\r\n";

const parseAnswer = (bytes: Buffer): Parsed => {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd < 0) return { answer: undefined, rest: bytes, needed: 0 };
  const [statusLine = "", ...lines] = bytes.toString("latin1", 0, headEnd).split("\r\n");
  const headers = new Map(lines.map(headerOf));
  const start = headEnd + HEAD_END.length;
  const body = headers.get("transfer-encoding") === "chunked" ? chunked(bytes, start) : sized(bytes, start, headers);
  if (body.bytes === undefined) return { answer: undefined, rest: bytes, needed: body.end };
  const status = Number(statusLine.split(" ")[1]);
  return { answer: { status, headers, body: body.bytes }, rest: bytes.subarray(body.end), needed: 0 };
};

const headerOf = (line: string): [string, string] => {
  const colon = line.indexOf(":");
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
};

type Body = { readonly bytes: Buffer | undefined; readonly end: number };

const sized = (bytes: Buffer, start: number, headers: Headers): Body => {
  const end = start + Number(headers.get("content-length") ?? 0);
  return { bytes: bytes.length < end ? undefined : bytes.subarray(start, end), end };
};

const chunked = (bytes: Buffer, start: number): Body => {
  const parts: Buffer[] = [];
  let position = start;
  for (;;) {
    const lineEnd = bytes.indexOf("\r\n", position);
    if (lineEnd < 0) return { bytes: undefined, end: 0 };
    const size = Number.parseInt(bytes.toString("latin1", position, lineEnd), 16);
    const from = lineEnd + 2;
    if (bytes.length < from + size + 2) return { bytes: undefined, end: from + size + 2 };
    // Nobody sends trailers here.
    if (size === 0) return { bytes: Buffer.concat(parts), end: from + 2 };
    parts.push(bytes.subarray(from, from + size));
    position = from + size + 2;
  }
};
