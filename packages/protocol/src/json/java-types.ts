import type { ServiceModel } from "../model.ts";
import { shapeOf } from "../shape-of.ts";

/** The Java type of a shape as AWS's parsers name it: `java.util.List<java.lang.String>`. */
export function javaTypeOf(model: ServiceModel, name: string): string {
  const shape = shapeOf(model, name);
  switch (shape.type) {
    case "structure":
      return `${model.namespace}.${name}`;
    case "list":
      return `java.util.List<${javaTypeOf(model, shape.member.shape)}>`;
    case "map":
      return `java.util.Map<java.lang.String, ${javaTypeOf(model, shape.value.shape)}>`;
    case "blob":
      return "java.nio.ByteBuffer";
    default:
      return `java.lang.${shape.type.charAt(0).toUpperCase()}${shape.type.slice(1)}`;
  }
}
