"""https://docs.aws.amazon.com/lambda/latest/dg/python-context.html"""

import json
import sys
import time

from .errors import Fault


class Context:
    def __init__(self, invocation, variables):
        headers = invocation.headers
        self.aws_request_id = invocation.request_id
        self.log_group_name = variables.get("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = variables.get("AWS_LAMBDA_LOG_STREAM_NAME")
        self.function_name = variables.get("AWS_LAMBDA_FUNCTION_NAME")
        self.memory_limit_in_mb = variables.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.function_version = variables.get("AWS_LAMBDA_FUNCTION_VERSION")
        self.invoked_function_arn = headers.get("lambda-runtime-invoked-function-arn")
        self.tenant_id = headers.get("lambda-runtime-aws-tenant-id")
        self.client_context = _client_context(_parsed(headers, "lambda-runtime-client-context", "Client Context"))
        identity = _parsed(headers, "lambda-runtime-cognito-identity", "Cognito Identity") or {}
        self.identity = CognitoIdentity()
        self.identity.cognito_identity_id = identity.get("cognitoIdentityId")
        self.identity.cognito_identity_pool_id = identity.get("cognitoIdentityPoolId")
        self._deadline_ms = int(headers.get("lambda-runtime-deadline-ms", 0))

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline_ms - int(time.time() * 1000))

    def log(self, message):
        sys.stdout.write(str(message))

    def __repr__(self):
        return "LambdaContext([%s])" % ",".join(
            "%s=%s" % (name, value) for name, value in vars(self).items() if not name.startswith("_")
        )


# AWS's name, which shows in logs.
Context.__name__ = Context.__qualname__ = "LambdaContext"


class CognitoIdentity:
    __slots__ = ["cognito_identity_id", "cognito_identity_pool_id"]


class ClientContext:
    __slots__ = ["custom", "env", "client"]


class Client:
    __slots__ = ["installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name"]


def _client_context(given):
    context = _filled(ClientContext, given)
    if context is not None:
        context.client = _filled(Client, context.client)
    return context


def _filled(kind, given):
    if given is None:
        return None
    made = kind()
    for field in kind.__slots__:
        setattr(made, field, given.get(field))
    return made


def _parsed(headers, name, told):
    text = headers.get(name)
    if not text:
        return None
    try:
        return json.loads(text)
    except ValueError as error:
        raise Fault("Runtime.LambdaContextUnmarshalError", "Unable to parse %s JSON: %s" % (told, error)) from error
