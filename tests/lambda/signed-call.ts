/**
 * For functions, of whichever module format: `await call("sqs", "AmazonSQS.SendMessage", input)` calls Skylab by the
 * function's own credentials, and answers what it answered. No SDK has to be in the zip file.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export const SIGNED_CALL = `
const { createHash, createHmac } = process.getBuiltinModule("node:crypto");
const hmac = (key, text) => createHmac("sha256", key).update(text).digest();
const hash = (text) => createHash("sha256").update(text).digest("hex");
async function call(service, target, input) {
  const { AWS_ENDPOINT_URL: endpoint, AWS_REGION: region, AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret } = process.env;
  const token = process.env.AWS_SESSION_TOKEN;
  const body = JSON.stringify(input);
  const host = new URL(endpoint).host;
  const time = new Date().toISOString().replace(/[-:]|\\.\\d{3}/g, "");
  const headers = { host, "x-amz-date": time, ...(token && { "x-amz-security-token": token }), "x-amz-target": target };
  const names = Object.keys(headers).sort();
  const signed = names.join(";");
  const request = ["POST", "/", "", ...names.map((name) => name + ":" + headers[name]), "", signed, hash(body)].join("\\n");
  const scope = [time.slice(0, 8), region, service, "aws4_request"];
  const key = scope.reduce((key, part) => hmac(key, part), "AWS4" + secret);
  const signature = hmac(key, ["AWS4-HMAC-SHA256", time, scope.join("/"), hash(request)].join("\\n")).toString("hex");
  const authorization = "AWS4-HMAC-SHA256 Credential=" + id + "/" + scope.join("/") + ", SignedHeaders=" + signed + ", Signature=" + signature;
  const answer = await fetch(endpoint, { method: "POST", body, headers: { ...headers, authorization, "content-type": "application/x-amz-json-1.0" } });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return JSON.parse(text);
}
`;
