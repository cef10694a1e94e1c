/** Where code is downloaded from; the id of its blob follows. */
export const CODE_PATH = "/_aws/lambda/code/";
