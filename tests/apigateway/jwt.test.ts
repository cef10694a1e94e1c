import { CreateAuthorizerCommand } from "@aws-sdk/client-apigatewayv2";
import { expect, it } from "vitest";
import { soon } from "../soon.ts";
import { endpoint } from "../use-skylab.ts";
import { useApigateway } from "./apigateway.ts";
import { createApi, ofFunction } from "./http-api.ts";
import { useIssuer } from "./issuer.ts";

// Containers do not reach an issuer on 127.0.0.1.

const apigateway = useApigateway();
const issuer = useIssuer();

it.skipIf(endpoint !== undefined)(
  "a route with a JWT authorizer lets in who has a token of its issuer, for its audience and with its scopes",
  async () => {
    const { arn } = await apigateway.createFunction(
      "export const handler = async ({ requestContext: { authorizer } }) => authorizer.jwt;",
    );
    const api = await createApi(apigateway.v2());
    const { AuthorizerId } = await api.client.send(
      new CreateAuthorizerCommand({
        ApiId: api.id,
        Name: "tokens",
        AuthorizerType: "JWT",
        IdentitySource: ["$request.header.Authorization"],
        JwtConfiguration: { Issuer: issuer().url, Audience: ["pets"] },
      }),
    );
    const AuthorizationScopes = ["pets.read"];
    const integration = await api.integrate(ofFunction(arn));
    await api.route("GET /pets", integration, { AuthorizationType: "JWT", AuthorizerId, AuthorizationScopes });
    const exp = Math.floor((await apigateway.skylab().clock.now()) / 1000) + 600;
    const ask = (token?: string) =>
      apigateway.ask(`${apigateway.urlOf(api.id)}/pets`, {
        headers: token ? { authorization: `Bearer ${token}` } : {},
      });

    const claims = { sub: "ada", aud: "pets", scope: "pets.read pets.write", exp };
    // A busy machine may stand still for longer than an issuer has.
    const ada = await soon(async () => {
      const answer = await ask(await issuer().sign(claims));
      expect(answer.status, answer.text).toBe(200);
      return answer;
    });
    expect(JSON.parse(ada.text)).toEqual({
      claims: { ...claims, iss: issuer().url, exp: String(exp) },
      scopes: ["pets.read"],
    });
    const unauthorized = { status: 401, text: '{"message":"Unauthorized"}' };
    expect(await ask()).toMatchObject({ ...unauthorized, headers: { "www-authenticate": "Bearer" } });
    const refused = [
      [{ ...claims, aud: "cats" }, 'error_description="the token does not have a valid audience"'],
      [{ ...claims, exp: exp - 3600 }, 'error_description="the token has expired"'],
      [{ ...claims, iss: "https://other.example.com" }, 'error_description="the token does not have a valid issuer"'],
    ] as const;
    for (const [each, why] of refused) {
      const answer = await ask(await issuer().sign(each));
      expect(answer).toMatchObject(unauthorized);
      expect(answer.headers["www-authenticate"]).toContain(why);
    }
    expect(await ask(await issuer().sign({ ...claims, scope: "cats.read" }))).toMatchObject({
      status: 403,
      text: '{"message":"Forbidden"}',
    });
  },
);
