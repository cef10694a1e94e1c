"""Root logger and error lines, in the two formats that AWS's runtime has."""

import json
import logging
import os
import sys
import time
import traceback

# Where the host takes events of several lines, by AWS's name: framed, and here always on stdout.
_FRAMES_VARIABLE = "_LAMBDA_TELEMETRY_LOG_FD"
_FRAME_TYPE = {"json": 0xA55A0002, "text": 0xA55A0003}
_LEVELS = [logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR, logging.CRITICAL]
# A frame's type has the level in it: TRACE is 1, DEBUG 2.
_LEVEL_BIT = 2
_FIRST_LEVEL = 2

_DATE = "%Y-%m-%dT%H:%M:%S"
# Traces are indented with it, so that CloudWatch's console shows that they are.
_NO_BREAK_SPACE = "\u00a0"

_OF_RECORD = set(vars(logging.makeLogRecord({}))) | {"aws_request_id", "taskName", "message", "asctime"}

_UNHANDLED = (
    "Unhandled exception. The most likely cause is an issue in the function code. However, in rare cases, a Lambda "
    "runtime update can cause unexpected function behavior. For functions using managed runtimes, runtime updates can "
    "be triggered by a function change, or can be applied automatically. To determine if the runtime has been updated, "
    "check the runtime version in the INIT_START log entry. If this error correlates with a change in the runtime "
    "version, you may be able to mitigate this error by temporarily rolling back to the previous runtime version. For "
    "more information, see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-update.html"
)

_request_id = ""


def begin(request_id):
    """What is logged from now on belongs to this request."""
    global _request_id
    _request_id = request_id


def set_up(variables):
    """Gives the root logger AWS's handler; returns where errors of invocations go."""
    is_json = variables.get("AWS_LAMBDA_LOG_FORMAT", "").upper() == "JSON"
    is_framed = variables.pop(_FRAMES_VARIABLE, None) == str(sys.stdout.fileno())
    sink = Sink(is_json, is_framed)
    logging.Formatter.converter = time.gmtime
    handler = _Handler(sink)
    handler.setFormatter(
        _JsonFormatter()
        if is_json
        else logging.Formatter("[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s\n", _DATE)
    )
    handler.addFilter(_name_request)
    root = logging.getLogger()
    level = variables.get("AWS_LAMBDA_LOG_LEVEL", "").upper()
    # Python has no such level.
    level = "DEBUG" if level == "TRACE" else level
    if isinstance(logging.getLevelName(level), int):
        root.setLevel(level)
    root.addHandler(handler)
    return sink


def warn_of_unhandled():
    """AWS says this of errors in the init phase."""
    logging.warning(_UNHANDLED)


class Sink:
    def __init__(self, is_json, is_framed):
        self._is_json = is_json
        self._is_framed = is_framed

    def event(self, text, level=logging.NOTSET):
        """Writes what is one event of the log, however many lines it has."""
        if not self._is_framed:
            sys.stdout.write(text)
            return
        sys.stdout.flush()
        message = text.encode()
        rank = _LEVELS.index(level) + _FIRST_LEVEL if level in _LEVELS else 0
        kind = _FRAME_TYPE["json" if self._is_json else "text"] | rank << _LEVEL_BIT
        head = kind.to_bytes(4, "big") + len(message).to_bytes(4, "big") + (time.time_ns() // 1000).to_bytes(8, "big")
        os.write(sys.stdout.fileno(), head + message)

    def error(self, report):
        if self._is_json:
            text = json.dumps({"timestamp": time.strftime(_DATE, time.gmtime()), "level": "ERROR", **report})
        else:
            text = ("\n" if self._is_framed else "\r").join(_error_lines(report))
        self.event(text if self._is_framed else text + "\n", logging.ERROR)


def _error_lines(report):
    yield "[ERROR] %s: %s" % (report["errorType"], report["errorMessage"])
    yield "Traceback (most recent call last):"
    for element in report["stackTrace"]:
        for line in element.splitlines():
            bare = line.lstrip(" ")
            yield _NO_BREAK_SPACE * (len(line) - len(bare)) + bare


class _Handler(logging.Handler):
    def __init__(self, sink):
        super().__init__()
        self._sink = sink

    def emit(self, record):
        self._sink.event(self.format(record), min(50, max(0, record.levelno)) // 10 * 10)


def _name_request(record):
    record.aws_request_id = _request_id
    return True


class _JsonFormatter(logging.Formatter):
    def format(self, record):
        error_type, error, trace = record.exc_info or (None, None, None)
        milliseconds = ".%03dZ" % record.msecs
        known = {
            "timestamp": time.strftime(_DATE, time.gmtime(record.created)) + milliseconds,
            "level": record.levelname,
            "message": record.getMessage(),
            "logger": record.name,
            "stackTrace": traceback.format_tb(trace) if trace else None,
            "errorType": error_type.__name__ if error_type else None,
            "errorMessage": str(error) if error_type else None,
            "requestId": record.aws_request_id,
            "location": "%s:%s:%d" % (record.pathname, record.funcName, record.lineno) if error_type else None,
        }
        extra = {key: value for key, value in vars(record).items() if key not in _OF_RECORD and key not in known}
        told = {key: value for key, value in {**known, **extra}.items() if value is not None}
        return json.dumps(told, ensure_ascii=False, default=str) + "\n"
