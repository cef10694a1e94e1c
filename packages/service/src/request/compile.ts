import { accessDenied } from "@skylab/auth";
import { createCodec, violationsError } from "@skylab/protocol";
import type { Frame } from "../frame.ts";
import type { Denial, ServiceDefinition, Types } from "../service-definition.ts";
import { authorizeOne } from "./authorize.ts";
import { familyOf } from "./family.ts";
import type { Compiled } from "./pipeline.ts";
import { prepareOperations } from "./prepare.ts";

/** Larger than any request that AWS takes whole: DynamoDB's batches of 16 MB, and what JSON adds to them. */
const DEFAULT_MAX_BODY_BYTES = 24 * 1024 * 1024;

/** Looks up once what does not depend on a request. */
export function compile<Operations extends Types, Engines>(
  definition: ServiceDefinition<Operations, Engines>,
  frame: Frame,
): Compiled {
  const { authFamily, hostIdOf, model } = definition;
  const wordDenial =
    definition.accessDenied ?? ((denial: Denial) => accessDenied(denial, denial.decision, denial.family));
  return {
    model,
    codec: createCodec(model),
    familyOf: authFamily === undefined ? (protocol) => familyOf(model, protocol) : () => authFamily,
    operations: prepareOperations(definition, frame.metrics),
    maxBodyBytes: definition.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES,
    bodyLimits: new Map(Object.entries(definition.bodyLimits ?? {})),
    violationsError:
      definition.violationsError ?? ((violations, operation) => violationsError(violations, model, operation)),
    checkBody: definition.checkBody,
    accessDenied: wordDenial,
    answerContext:
      hostIdOf === undefined
        ? (requestId) => ({ requestId })
        : (requestId) => ({ requestId, hostId: hostIdOf(requestId) }),
    refusalOf: async (permission, by) => {
      const denial = await authorizeOne(frame, permission, by);
      return denial && wordDenial(denial);
    },
    frame,
  };
}
