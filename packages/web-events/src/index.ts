export { readPrelude, WITH_PRELUDE, type WithPrelude } from "./prelude.ts";
export { isHeader, OF_THE_CONNECTION } from "./headers.ts";
export { preludeHead, webAnswer, type WebAnswer, type WebAnswerHead } from "./web-answer.ts";
export { eventBody, logTime, type Pairs, webEvent, type WebRequest } from "./web-event.ts";
