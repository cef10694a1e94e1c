// The smallest runtime there can be: it speaks AWS's Runtime API with the handler of /var/task/index.mjs.
import { request } from "node:http";

const [socketPath, task] = process.argv.slice(2);

function call(method, path, { headers = {}, body = "" } = {}) {
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath, method, path: `/2018-06-01/runtime${path}`, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk) => (text += chunk));
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, text }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

const told = (error, type) => ({
  headers: { "lambda-runtime-function-error-type": type },
  body: JSON.stringify({ errorType: error.name, errorMessage: error.message, trace: [] }),
});

let module;
try {
  module = await import(`${task}/index.mjs`);
} catch (error) {
  await call("POST", "/init/error", told(error, "Runtime.ImportModuleError"));
  process.exit(1);
}
for (;;) {
  const next = await call("GET", "/invocation/next");
  const id = next.headers["lambda-runtime-aws-request-id"];
  const context = { id, headers: next.headers, call, request, socketPath };
  try {
    const result = await module.handler(JSON.parse(next.text), context);
    if (result !== undefined) await call("POST", `/invocation/${id}/response`, { body: JSON.stringify(result) });
  } catch (error) {
    await call("POST", `/invocation/${id}/error`, told(error, "Function.Error"));
  }
}
