export { keyTexts } from "@skylab/records";
