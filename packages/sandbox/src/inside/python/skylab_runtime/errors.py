"""Errors as AWS's runtime reports them."""

import traceback


class Fault(Exception):
    """An error of the runtime's own, by the name that AWS gives it."""

    def __init__(self, error_type, message, trace=()):
        super().__init__(message)
        self.error_type = error_type
        self.message = message
        self.trace = list(trace)


def report(error, request_id=None):
    """What goes to the Runtime API and into the log."""
    if isinstance(error, Fault):
        return _report(error.message, error.error_type, error.trace, request_id)
    return _report(str(error), type(error).__name__, _trace(error), request_id)


def _report(message, error_type, trace, request_id):
    return {
        "errorMessage": message,
        "errorType": error_type,
        "requestId": request_id or "",
        "stackTrace": trace,
    }


def _trace(error):
    """From where the function's own code begins; four-tuples, because AWS marks no columns."""
    frames = [
        (frame.filename, frame.lineno, frame.name, frame.line) for frame in traceback.extract_tb(error.__traceback__)
    ]
    own = [index for index, frame in enumerate(frames) if not _is_ours(frame[0])]
    return traceback.format_list(frames[own[0] :] if own else frames)


def _is_ours(filename):
    return "/skylab_runtime/" in filename or filename.endswith("/bootstrap.py")
