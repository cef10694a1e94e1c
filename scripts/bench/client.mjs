// A client that costs little: kept connections, one request at a time on each, signed like any SDK's.
import { createConnection } from "node:net";
import { sign } from "../../packages/auth/dist/index.js";

export const ROOT = { accessKeyId: "test", secretAccessKey: "test" };
const REGION = "us-east-1";

/** Sends JSON requests of one service to 127.0.0.1, each on a connection that is free. */
export const createClient = ({ port, service, target, credentials = ROOT }) =>
  connectClient({ port, service, credentials }, (operation, input) => ({
    headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": `${target}.${operation}` },
    body: JSON.stringify(input),
    read: (text) => JSON.parse(text || "{}"),
  }));

/** Sends Query requests of one service, whose inputs are their parameters, and answers with the XML as it came. */
export const createQueryClient = ({ port, service, version, credentials = ROOT }) =>
  connectClient({ port, service, credentials }, (operation, parameters) => ({
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ Action: operation, Version: version, ...parameters }).toString(),
    read: (text) => text,
  }));

/** Sends requests of a REST service with JSON bodies: `call("POST /2015-03-31/functions", input)`. */
export const createRestClient = ({ port, service, credentials = ROOT }) =>
  connectClient({ port, service, credentials }, (request, input) => {
    const [method, target] = request.split(" ");
    const [path, query = ""] = target.split("?");
    return {
      method,
      path,
      query,
      headers: { "content-type": "application/json" },
      body: input === undefined ? "" : JSON.stringify(input),
      read: (text) => (text === "" ? undefined : JSON.parse(text)),
    };
  });

/** Sends what nobody signs: `call("GET /path")`. */
export function createPlainClient({ port }) {
  const connections = [];
  return {
    /** The text of the answer; throws where the status is no success. */
    call: async (request) => {
      const connection = connections.pop() ?? (await connect(port));
      const answer = await connection.exchange(`${request} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n\r\n`);
      connections.push(connection);
      if (!answer.ok) throw new Error(`${request}: ${answer.text}`);
      return answer.text;
    },
    close: () => {
      for (const connection of connections) connection.end();
    },
  };
}

/** `form`: what headers and body an operation has, where it goes, and how its answer is read. */
function connectClient({ port, service, credentials }, form) {
  const connections = [];
  const host = `127.0.0.1:${port}`;

  const encode = ({ method = "POST", path = "/", query = "", headers: own, body }) => {
    const headers = { host, ...own };
    const signed = sign({ method, path, query, headers }, credentials, {
      region: REGION,
      service,
      now: Date.now(),
      body,
    });
    const lines = Object.entries({ ...headers, ...signed, "content-length": Buffer.byteLength(body) });
    const target = query === "" ? path : `${path}?${query}`;
    return `${method} ${target} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${body}`;
  };
  return {
    /** The parsed answer; throws where the status is no success. */
    call: async (operation, input) => {
      const connection = connections.pop() ?? (await connect(port));
      const request = form(operation, input);
      const answer = await connection.exchange(encode(request));
      connections.push(connection);
      if (!answer.ok) throw new Error(`${operation}: ${answer.text}`);
      return request.read(answer.text);
    },
    close: () => {
      for (const connection of connections) connection.end();
    },
  };
}

export function connect(port) {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ port, host: "127.0.0.1", noDelay: true }, () => resolve(connection));
    socket.on("error", reject);
    let received = "";
    let settle;
    socket.on("data", (chunk) => {
      received += chunk.toString("latin1");
      const head = received.indexOf("\r\n\r\n");
      if (head < 0) return;
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(received.slice(0, head))?.[1] ?? 0);
      if (received.length < head + 4 + length) return;
      const answer = {
        ok: received.startsWith("HTTP/1.1 20"),
        text: Buffer.from(received.slice(head + 4), "latin1").toString(),
      };
      received = "";
      settle(answer);
    });
    const connection = {
      exchange: (request) =>
        new Promise((done) => {
          settle = done;
          socket.write(request);
        }),
      end: () => socket.end(),
    };
  });
}
