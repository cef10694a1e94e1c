import { loadModel, MODEL_NAMES } from "@skylab/protocol";
import { expect, it } from "vitest";
import { callPath, parseCallPath } from "./call-wire.ts";

it.each(MODEL_NAMES)("every operation of %s has a path that is read back", (service) => {
  for (const operation of Object.keys(loadModel(service).operations)) {
    expect(parseCallPath(callPath(service, operation))).toEqual({ service, operation });
  }
});
