import type { OperationModel, Values } from "@skylab/protocol";
import type { Meter, Metrics } from "../metrics.ts";
import {
  type Access,
  type Call,
  type FreeAccess,
  type Handler,
  notImplemented,
  type Permission,
  type ServiceDefinition,
  type Target,
  type Types,
} from "../service-definition.ts";

/** An operation with everything that a request needs of it, looked up once. */
export type Prepared = {
  readonly model: OperationModel;
  readonly run: ((input: Values, call: Call) => Promise<Values>) | typeof notImplemented;
  readonly access: PreparedAccess;
  readonly meter: Meter;
};

/** `Access` with the engines in its hand. */
export type PreparedAccess = PreparedRule | FreeAccess;

export type PreparedRule = {
  readonly action: string;
  readonly free?: undefined;
  readonly unsigned: boolean;
  readonly on: (input: Values, call: Call) => Target | Permission | Promise<Target | Permission>;
  readonly also: ((input: Values, call: Call) => readonly Permission[] | Promise<readonly Permission[]>) | undefined;
};

/** The operation table of a definition, by the operations' names. Here the types of the operations end. */
export function prepareOperations<Operations extends Types, Engines>(
  definition: ServiceDefinition<Operations, Engines>,
  metrics: Metrics,
): ReadonlyMap<string, Prepared> {
  const { model, operations, access, engines } = definition;
  const prepared = Object.values(model.operations).map((operation): Prepared => {
    // as: the codec decodes and encodes by the model of which `Operations` is made, so the values are of its types.
    const handler = operations[operation.name] as Handler<Values, Values, Engines> | typeof notImplemented;
    const rule = access[operation.name] as Access<Values, Engines>; // as: likewise
    return {
      model: operation,
      run: handler === notImplemented ? notImplemented : (input, call) => handler(input, call, engines),
      access: prepareAccess(rule, engines),
      meter: metrics.meter(model.name, operation.name),
    };
  });
  return new Map(prepared.map((operation) => [operation.model.name, operation]));
}

function prepareAccess<Engines>(rule: Access<Values, Engines>, engines: Engines): PreparedAccess {
  if ("free" in rule) return rule;
  const { action, also, on, unsigned = false } = rule;
  return {
    action,
    unsigned,
    on: (input, call) => on(input, call, engines),
    also: also && ((input, call) => also(input, call, engines)),
  };
}
