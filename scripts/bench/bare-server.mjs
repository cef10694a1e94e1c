import { createServer } from "node:http";

const KILOBYTE = Buffer.alloc(1024, "x");

/** By method: the least that answers a request like this one. */
const ANSWERS = {
  POST: (body) => {
    const input = JSON.parse(body.toString());
    return JSON.stringify({
      MessageId: "0c5a3f2e-8a40-4a4b-b5e5-4f7f3b9c1d2e",
      MD5OfMessageBody: String(input.QueueUrl),
    });
  },
  PUT: () => "",
  GET: () => KILOBYTE,
};

createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    const body = ANSWERS[request.method](Buffer.concat(chunks));
    response.writeHead(200, { "content-type": "application/x-amz-json-1.0", "content-length": body.length });
    response.end(body);
  });
}).listen(Number(process.env.SKYLAB_PORT), "127.0.0.1", () => console.log("Ready."));
process.on("SIGTERM", () => process.exit(0));
