import type { Member, ServiceModel, Shape, StructureShape, Traits } from "./model.ts";

/** What a member is: the shape that it points to, and the shape's traits overridden by its own. */
export type ResolvedMember = { readonly shape: Shape; readonly traits: Traits };

/** Resolves a member in its model. @throws Error where the model is broken. */
export function resolveMember(model: ServiceModel, member: Member): ResolvedMember {
  const shape = shapeOf(model, member.shape);
  if (!shape.traits) return { shape, traits: member.traits ?? NO_TRAITS };
  return { shape, traits: member.traits ? { ...shape.traits, ...member.traits } : shape.traits };
}

/** The shape of that name. @throws Error where the model is broken. */
export function shapeOf(model: ServiceModel, name: string): Shape {
  const shape = Object.hasOwn(model.shapes, name) ? model.shapes[name] : undefined;
  if (!shape) throw new Error(`The model of ${model.name} has no shape ${name}.`);
  return shape;
}

/** The structure of that name. @throws Error where the model is broken. */
export function structureOf(model: ServiceModel, name: string): StructureShape {
  const shape = shapeOf(model, name);
  if (shape.type !== "structure") throw new Error(`In the model of ${model.name}, ${name} is no structure.`);
  return shape;
}

/** The member of that name. @throws Error where the model is broken. */
export function memberOf(shape: StructureShape, name: string): Member {
  const member = Object.hasOwn(shape.members, name) ? shape.members[name] : undefined;
  if (!member) throw new Error(`A structure has no member ${name}.`);
  return member;
}

/** A trait that is a text, or `undefined` where it is absent or a mere flag. */
export function textTrait(traits: Traits | undefined, name: string): string | undefined {
  const value = traits?.[name];
  return typeof value === "string" ? value : undefined;
}

const NO_TRAITS: Traits = {};
