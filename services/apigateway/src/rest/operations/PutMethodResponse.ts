import type { MethodResponse } from "@aws-sdk/client-api-gateway";
import { responseExists } from "../../domain/rest/errors.ts";
import { checkResponseParameters } from "../../domain/rest/mappings.ts";
import { withMethodResponse } from "../../domain/rest/method.ts";
import { checkModels } from "../../store/check-method.ts";
import { changeMethod } from "../methods/change-method.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethodResponse.html */
export const PutMethodResponse: Operation<"PutMethodResponse"> = (input, { place }, store): Promise<MethodResponse> =>
  changeMethod(store, { ...input, place }, async (method, rows) => {
    const { responseModels, responseParameters, restApiId, statusCode } = input;
    if (method.methodResponses?.[statusCode] !== undefined) throw responseExists();
    await checkModels(rows, restApiId, responseModels);
    checkResponseParameters(responseParameters);
    const answer: MethodResponse = {
      statusCode,
      ...(responseModels && { responseModels }),
      ...(responseParameters && { responseParameters }),
    };
    return { method: withMethodResponse(method, answer), answer };
  });
