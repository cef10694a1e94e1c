import { loadModel, type ServiceModel, type Shape } from "@skylab/protocol";

/**
 * SQS's model without the constraints that SQS words itself, each where it is checked: which attribute names there are,
 * what an entry of a batch must hold (it fails alone), and QueueUrl (the request's path may be one). What stays is that
 * the members of a request are there.
 */
export function sqsModel(): ServiceModel {
  const model = loadModel("sqs");
  const inputs = new Set(Object.values(model.operations).map(({ input }) => input));
  const shapes = Object.entries(model.shapes).map(([name, shape]) => [name, loosen(shape, inputs.has(name))] as const);
  return { ...model, shapes: Object.fromEntries(shapes) };
}

function loosen(shape: Shape, isInput: boolean): Shape {
  if (shape.type === "structure") {
    const { required = [], ...rest } = shape;
    return isInput ? { ...rest, required: required.filter((member) => member !== "QueueUrl") } : rest;
  }
  if (shape.type === "string") {
    const { enum: _names, ...rest } = shape;
    return rest;
  }
  return shape;
}
