"""One invocation: event and context in, the result or an error out."""

import decimal
import json
import os
import re
import sys

from . import errors
from .context import Context
from .errors import Fault

# From this version on AWS leaves letters as they are in the result.
_UNICODE_SINCE = (3, 12)


def answer(api, handler, invocation, sink):
    _set_trace(invocation.headers.get("lambda-runtime-trace-id"))
    try:
        context = Context(invocation, os.environ)
        body, content_type = _marshal(handler(_unmarshal(invocation.event), context))
    except Exception as error:  # Whatever the function raises.
        report = errors.report(error, invocation.request_id)
        sink.error(report)
        sys.stdout.flush()
        api.fail(invocation.request_id, report)
    else:
        sys.stdout.flush()
        api.respond(invocation.request_id, body, content_type)


def _set_trace(trace):
    if trace is None:
        os.environ.pop("_X_AMZN_TRACE_ID", None)
    else:
        os.environ["_X_AMZN_TRACE_ID"] = trace


def _unmarshal(event):
    try:
        return json.loads(event)
    except ValueError as error:
        raise Fault("Runtime.UnmarshalError", "Unable to unmarshal input: %s" % error) from error


def _marshal(result):
    if isinstance(result, bytes):
        return result, "application/unknown"
    try:
        return _to_json(result).encode(), "application/json"
    except Exception as error:  # An object's own methods may raise anything.
        raise Fault("Runtime.MarshalError", "Unable to marshal response: %s" % error) from error


def _to_json(value):
    """Decimals are written as they are; json has no way for that, so a text that nobody has stands for each."""
    decimals = []

    def stand_in(other):
        if not isinstance(other, decimal.Decimal):
            raise TypeError("Object of type %s is not JSON serializable" % type(other).__name__)
        if other.is_nan():
            return float("nan")
        decimals.append(str(other))
        return "\0decimal %d\0" % (len(decimals) - 1)

    text = json.dumps(value, default=stand_in, ensure_ascii=sys.version_info[:2] < _UNICODE_SINCE)
    if not decimals:
        return text
    return re.sub(r'"\\u0000decimal (\d+)\\u0000"', lambda found: decimals[int(found.group(1))], text)
