import { AwsError } from "@skylab/aws";
import { describe, expect, it } from "vitest";
import { isException } from "./conformance/exceptions.ts";
import { plain, withoutEmpty } from "./conformance/plain.ts";
import { openRig, toHandlerOutput } from "./conformance/rig.ts";
import { countVariants, sampleStructure } from "./conformance/sample.ts";
import { classOf } from "./conformance/sdk.ts";
import { loadModel, MODEL_NAMES } from "./models.ts";

const TRACKS = MODEL_NAMES.flatMap((name) => loadModel(name).protocols.map((protocol) => ({ name, protocol })));
const CONTEXT = { requestId: "6b5b1a0c-1111-4222-8333-444455556666" };
const MESSAGE = 'Words <&> "of" AWS’s.';

describe.each(TRACKS)("$name in $protocol", async ({ name, protocol }) => {
  const rig = await openRig(name, protocol);
  const { model, codec } = rig;

  it.each(Object.values(model.operations))("carries $name both ways", async (operation) => {
    const variants = Math.max(countVariants(model, operation.input), countVariants(model, operation.output));
    for (let variant = 0; variant < variants; variant++) {
      const input = sampleStructure(model, operation.input, variant);
      const output = sampleStructure(model, operation.output, variant);
      let understood: unknown;
      const received = await rig.send(operation.name, input, ({ route, input: decoded }) => {
        expect(route).toMatchObject({ operation: { name: operation.name }, protocol });
        expect(codec.validate(operation, decoded)).toEqual([]);
        understood = decoded;
        return codec.encode(route, toHandlerOutput(model, operation, output), CONTEXT);
      });
      const sent = await plain(input);
      expect(await plain(understood)).toEqual(protocol === "awsQuery" ? (withoutEmpty(sent) ?? {}) : sent);
      expect(await plain(received)).toEqual(await plain(output));
    }
  });

  const [operation] = Object.values(model.operations);
  const errors = model.errors.filter((code) => !isException(`error ${name}/${code}`));
  it.each(operation === undefined ? [] : errors)("carries the error %s", async (code) => {
    const input = sampleStructure(model, operation?.input ?? "", 0);
    const { message: _message, Message: _capital, ...members } = sampleStructure(model, code, 0);
    const thrown = new AwsError(code, MESSAGE, { members });
    const error: unknown = await rig
      .send(operation?.name ?? "", input, () => codec.encodeError(protocol, thrown, CONTEXT))
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(classOf(rig.sdk, code));
    expect(error).toMatchObject({ name: code, message: MESSAGE, ...members });
  });
});
