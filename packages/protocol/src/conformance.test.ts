import { AwsError } from "@skylab/aws";
import { describe, expect, it } from "vitest";
import { classOf } from "./conformance/sdk.ts";
import { openRig } from "./conformance/rig.ts";
import { plain } from "./conformance/plain.ts";
import { countVariants, sampleStructure } from "./conformance/sample.ts";
import { loadModel, MODEL_NAMES } from "./models.ts";

const TRACKS = MODEL_NAMES.flatMap((name) => loadModel(name).protocols.map((protocol) => ({ name, protocol })));
const CONTEXT = { requestId: "6b5b1a0c-1111-4222-8333-444455556666" };

describe.each(TRACKS)("$name in $protocol", async ({ name, protocol }) => {
  const rig = await openRig(name, protocol);
  const { model, codec } = rig;

  it.each(Object.values(model.operations))("carries $name both ways", async (operation) => {
    const variants = Math.max(countVariants(model, operation.input), countVariants(model, operation.output));
    for (let variant = 0; variant < variants; variant++) {
      const input = sampleStructure(model, operation.input, variant);
      const output = sampleStructure(model, operation.output, variant);
      expect(codec.validate(operation, input)).toEqual([]);
      let understood: unknown;
      const received = await rig.send(operation.name, input, ({ route, input: decoded }) => {
        understood = decoded;
        expect(route).toMatchObject({ operation: { name: operation.name }, protocol });
        return codec.encode(route, output, CONTEXT);
      });
      expect(await plain(understood)).toEqual(await plain(input));
      expect(await plain(received)).toEqual(await plain(output));
    }
  });

  const operation = Object.values(model.operations)[0];
  it.each(operation ? model.errors : [])("carries the error %s", async (code) => {
    const input = sampleStructure(model, operation?.input ?? "", 0);
    const { message: _message, Message: _capital, ...members } = sampleStructure(model, code, 0);
    const sent = rig.send(operation?.name ?? "", input, () =>
      codec.encodeError(protocol, new AwsError(code, "Words <&> \"of\" AWS.", { members }), CONTEXT),
    );
    const error: unknown = await sent.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(classOf(rig.sdk, code));
    expect(error).toMatchObject({ name: code, message: "Words <&> \"of\" AWS.", ...members });
  });
});
