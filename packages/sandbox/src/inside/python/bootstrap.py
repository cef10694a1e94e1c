"""Runs functions of Python as AWS's runtime does. Built-in modules only; Python 3.9 and later."""

import os
import sys

sys.path[0] = os.environ.get("LAMBDA_TASK_ROOT", "/var/task")
_HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.append(_HERE)

from skylab_runtime import errors, log, ports  # noqa: E402
from skylab_runtime.handler import load_handler  # noqa: E402
from skylab_runtime.invocation import answer  # noqa: E402
from skylab_runtime.runtime_api import RuntimeApi  # noqa: E402

# An error in the init phase ends AWS's runtime with this.
_EXIT_INIT_ERROR = 1


def _add_layers():
    """Layers come right after the function's own code."""
    layers = os.environ.get("SKYLAB_OPT", "/opt") + "/python"
    version = "python%d.%d" % sys.version_info[:2]
    sys.path[1:1] = [layers + "/lib/" + version + "/site-packages", layers]


def main():
    _add_layers()
    sys.stdout.reconfigure(line_buffering=True)
    ports.serve(os.environ)
    sink = log.set_up(os.environ)
    api = RuntimeApi(os.environ.get("SKYLAB_SOCKETS", "/run/skylab") + "/api.sock")
    try:
        handler = load_handler(os.environ.get("_HANDLER", ""))
    except Exception as error:  # Whatever the function's module raises.
        report = errors.report(error)
        log.warn_of_unhandled()
        sink.error(report)
        api.fail_init(report)
        sys.stdout.flush()
        sys.exit(_EXIT_INIT_ERROR)
    while True:
        invocation = api.next()
        log.begin(invocation.request_id)
        answer(api, handler, invocation, sink)


main()
