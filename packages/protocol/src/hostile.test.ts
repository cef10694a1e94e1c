import { AwsError } from "@skylab/aws";
import { describe, expect, it } from "vitest";
import { createCodec } from "./codec.ts";
import { sampleStructure } from "./conformance/sample.ts";
import { loadModel, MODEL_NAMES } from "./models.ts";
import { violationsError } from "./validate/index.ts";
import type { RequestHead } from "./wire.ts";

const JUNK = [null, true, -1, 1e300, "", "x", "NaN", "__proto__", [], {}, [[]], [null], { __proto__: null, a: {} }];
const RPC_MODELS = MODEL_NAMES.filter((name) =>
  loadModel(name).protocols.some((protocol) => !protocol.startsWith("rest")),
);

/** Repeatable whole numbers below `limit`: https://en.wikipedia.org/wiki/Linear_congruential_generator */
function randomFrom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** A sample with junk in it. */
function spoil(value: unknown, random: (limit: number) => number): unknown {
  if (random(6) === 0) return JUNK[random(JUNK.length)];
  if (Array.isArray(value)) return value.map((item) => spoil(item, random));
  if (typeof value !== "object" || value === null || value instanceof Date || value instanceof Uint8Array) return value;
  const entries = Object.entries(value).map(([name, item]) => [
    random(20) === 0 ? "__proto__" : name,
    spoil(item, random),
  ]);
  return Object.fromEntries(entries);
}

/** A JSON value as the parameters of a form. */
function toForm(value: unknown, name: string): string[] {
  if (typeof value !== "object" || value === null)
    return [`${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([key, item]) => toForm(item, `${name}.${isList ? `member.${key}` : key}`));
}

describe.each(RPC_MODELS)("hostile requests to %s", (name) => {
  const model = loadModel(name);
  const codec = createCodec(model);

  it("are understood or refused, and never a failure of ours", () => {
    const random = randomFrom(name.length);
    for (const { name: action, input } of Object.values(model.operations)) {
      for (let round = 0; round < 20; round++) {
        const spoiled: unknown = JSON.parse(JSON.stringify(spoil(sampleStructure(model, input, 0), random)));
        const json = JSON.stringify(spoiled);
        const cut = random(4) === 0 ? json.slice(0, random(json.length)) : json;
        const target = { "x-amz-target": `${model.targetPrefix}.${action}` };
        const form = { "content-type": "application/x-www-form-urlencoded" };
        const isForm = model.protocols[0] === "awsQuery" || (model.protocols.includes("awsQuery") && round % 2 === 0);
        const body = isForm ? [`Action=${action}`, ...toForm(spoiled, "").map((part) => part.slice(1))].join("&") : cut;
        const head: RequestHead = { method: "POST", path: "/", query: "", headers: isForm ? form : target };
        expect(outcome(head, Buffer.from(body))).not.toBeInstanceOf(Error);
      }
    }
  });

  /** What became of a request: "understood", the bytes of a refusal, or the error that is a failure of ours. */
  function outcome(head: RequestHead, body: Buffer): unknown {
    try {
      const route = codec.route(head, body);
      const violations = codec.validate(route.operation, codec.decode(route, head, body));
      if (violations.length > 0) throw violationsError(violations, model, route.operation);
      return "understood";
    } catch (error) {
      if (!(error instanceof AwsError)) return error;
      return codec.encodeError(codec.protocolOf(head), error, { requestId: "7a1b" });
    }
  }
});
