export { createValidator } from "./validator.ts";
export { violationsError } from "./violations-error.ts";
