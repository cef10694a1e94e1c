import { asEntries, asItems, asValues, isAbsent } from "../handler-values.ts";
import type { ListShape, MapShape, Member, ServiceModel, Shape, SimpleShape, StructureShape } from "../model.ts";
import { resolveMember, shapeOf, structureOf } from "../shape-of.ts";
import type { Values, Violation } from "../wire.ts";
import { checksOf, demandsOf, NOT_NULL } from "./constraints.ts";
import { lowerFirst, showValue } from "./shown.ts";

/** AWS lists no more than this in one message (seen from DynamoDB). */
const MAX_VIOLATIONS = 10;
const NO_VIOLATIONS: readonly Violation[] = [];

/** Where a value stands, and what it is called there. */
type Place = { readonly path: string; readonly name: string };
type Validate = (value: unknown, place: Place, found: Violation[]) => void;
type Compiler = {
  readonly model: ServiceModel;
  /** Names of the shapes that have a constraint in them or below: only these are walked. */
  readonly constrained: ReadonlySet<string>;
  readonly shapes: Map<string, Validate>;
};

/** Compiles the constraints of a model; the function that it returns compiles those of a structure at its first use. */
export function createValidator(model: ServiceModel): (shape: string, values: Values) => readonly Violation[] {
  let compiler: Compiler | undefined;
  return (name, values) => {
    compiler ??= { model, constrained: constrainedShapes(model), shapes: new Map() };
    if (!compiler.constrained.has(name)) return NO_VIOLATIONS;
    const validate = compiler.shapes.get(name) ?? structure(compiler, structureOf(model, name));
    compiler.shapes.set(name, validate);
    const found: Violation[] = [];
    validate(values, { path: "", name: "" }, found);
    return found;
  };
}

/** Grown until it grows no more, for shapes may contain themselves. */
function constrainedShapes(model: ServiceModel): ReadonlySet<string> {
  const constrained = new Set(Object.keys(model.shapes).filter((name) => isConstrained(shapeOf(model, name))));
  for (let size = -1; size !== constrained.size;) {
    size = constrained.size;
    for (const [name, shape] of Object.entries(model.shapes)) {
      if (partsOf(shape).some((part) => constrained.has(part.shape))) constrained.add(name);
    }
  }
  return constrained;
}

const isConstrained = (shape: Shape): boolean =>
  shape.type === "structure" ? shape.required !== undefined : checksOf(shape).length > 0;

function partsOf(shape: Shape): readonly Member[] {
  if (shape.type === "structure") return Object.values(shape.members);
  if (shape.type === "list") return [shape.member];
  return shape.type === "map" ? [shape.key, shape.value] : [];
}

function structure(compiler: Compiler, shape: StructureShape): Validate {
  const members = Object.entries(shape.members)
    .map(([name, member]) => ({
      name,
      spelled: lowerFirst(name),
      required: shape.required?.includes(name) === true,
      member,
      validate: memberValidator(compiler, member),
    }))
    .filter(({ required, validate }) => required || validate !== undefined);
  return (value, { path }, found) => {
    const values = asValues(value);
    for (const { name, spelled, required, member, validate } of members) {
      const item = values[name];
      const absent = isAbsent(item);
      if (absent && !required) continue;
      const place = { path: path === "" ? spelled : `${path}.${spelled}`, name };
      if (absent) report(compiler, found, { member, place, value: item, ...NOT_NULL });
      else validate?.(item, place, found);
    }
  };
}

function memberValidator(compiler: Compiler, member: Member): Validate | undefined {
  if (!compiler.constrained.has(member.shape)) return undefined;
  const known = compiler.shapes.get(member.shape);
  if (known !== undefined) return known;
  let validate: Validate | undefined;
  const validateLater: Validate = (value, place, found) => {
    validate ??= whole(compiler, member);
    validate(value, place, found);
  };
  compiler.shapes.set(member.shape, validateLater);
  return validateLater;
}

function whole(compiler: Compiler, member: Member): Validate {
  const { shape } = resolveMember(compiler.model, member);
  if (shape.type === "structure") return structure(compiler, shape);
  const own = checksOf(shape);
  const validateOwn: Validate = (value, place, found) => {
    for (const { constraint, phrase, isBroken } of own) {
      if (isBroken(value)) report(compiler, found, { member, place, value, constraint, phrase });
    }
  };
  if (shape.type !== "list" && shape.type !== "map") return validateOwn;
  const parts = shape.type === "list" ? listParts(compiler, member, shape) : mapParts(compiler, member, shape);
  return (value, place, found) => {
    validateOwn(value, place, found);
    for (const validatePart of parts) validatePart(value, place, found);
  };
}

function listParts(compiler: Compiler, member: Member, shape: ListShape): Validate[] {
  const simple = simpleShape(compiler, shape.member);
  if (simple !== undefined) {
    return all(compiler, member, { items: asItems, shape: simple, prefix: "Member must satisfy constraint" });
  }
  const validate = memberValidator(compiler, shape.member);
  if (validate === undefined) return [];
  return [
    (value, { path, name }, found) => {
      let number = 0;
      for (const item of asItems(value)) validate(item, { path: `${path}.${++number}.member`, name }, found);
    },
  ];
}

function mapParts(compiler: Compiler, member: Member, shape: MapShape): Validate[] {
  const keyShape = simpleShape(compiler, shape.key);
  const keys = keyShape
    ? all(compiler, member, { items: mapKeys, shape: keyShape, prefix: "Map keys must satisfy constraint" })
    : [];
  const simple = simpleShape(compiler, shape.value);
  if (simple !== undefined) {
    const prefix = "Map value must satisfy constraint";
    return [...keys, ...all(compiler, member, { items: mapValues, shape: simple, prefix })];
  }
  const validate = memberValidator(compiler, shape.value);
  if (validate === undefined) return keys;
  const values: Validate = (value, { path, name }, found) => {
    for (const [key, item] of asEntries(value)) validate(item, { path: `${path}.${key}.member`, name }, found);
  };
  return [...keys, values];
}

const mapKeys = (value: unknown): unknown[] => asEntries(value).map(([key]) => key);
const mapValues = (value: unknown): unknown[] => asEntries(value).map(([, item]) => item);

function simpleShape(compiler: Compiler, member: Member): SimpleShape | undefined {
  const { shape } = resolveMember(compiler.model, member);
  return shape.type === "structure" || shape.type === "list" || shape.type === "map" ? undefined : shape;
}

type Items = {
  readonly items: (value: unknown) => readonly unknown[];
  readonly shape: SimpleShape;
  readonly prefix: string;
};

/** AWS reports simple items together, at their collection, with all that is demanded of each. */
function all(compiler: Compiler, member: Member, { items, shape, prefix }: Items): Validate[] {
  const checks = checksOf(shape);
  if (checks.length === 0) return [];
  const phrase = `${prefix}: [${demandsOf(shape).join(", ")}]`;
  const validate: Validate = (value, place, found) => {
    const list = items(value);
    const broken = checks.find(({ isBroken }) => list.some(isBroken));
    if (broken !== undefined) report(compiler, found, { member, place, value, constraint: broken.constraint, phrase });
  };
  return [validate];
}

type Broken = Pick<Violation, "constraint" | "phrase" | "value"> & { readonly member: Member; readonly place: Place };

function report({ model }: Compiler, found: Violation[], { member, place, value, constraint, phrase }: Broken): void {
  if (found.length >= MAX_VIOLATIONS) return;
  const shown = showValue(model, member, value);
  found.push({ path: place.path, member: place.name, value, shown, constraint, phrase });
}
