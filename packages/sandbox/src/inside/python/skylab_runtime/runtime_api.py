"""https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html over a unix socket that stays open."""

import json
import socket

_ROOT = "/2018-06-01/runtime"
_OK = 200


class Invocation:
    __slots__ = ["request_id", "event", "headers"]

    def __init__(self, headers, event):
        self.request_id = headers.get("lambda-runtime-aws-request-id", "")
        self.event = event
        self.headers = headers


class RuntimeApi:
    def __init__(self, path):
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.connect(path)
        self._answers = self._socket.makefile("rb")

    def next(self):
        status, headers, body = self._exchange("GET", _ROOT + "/invocation/next")
        if status != _OK:
            raise RuntimeError("The Runtime API answers %d: %s" % (status, body.decode()))
        return Invocation(headers, body)

    def respond(self, request_id, body, content_type):
        self._exchange("POST", "%s/invocation/%s/response" % (_ROOT, request_id), body, content_type)

    def fail(self, request_id, report):
        self._report("/invocation/%s/error" % request_id, report)

    def fail_init(self, report):
        self._report("/init/error", report)

    def _report(self, path, report):
        kind = "Lambda-Runtime-Function-Error-Type: %s\r\n" % report["errorType"]
        self._exchange("POST", _ROOT + path, json.dumps(report).encode(), "application/json", kind)

    def _exchange(self, method, path, body=b"", content_type="application/json", more=""):
        head = "%s %s HTTP/1.1\r\nHost: runtime\r\n%s" % (method, path, more)
        if method == "POST":
            head += "Content-Type: %s\r\nContent-Length: %d\r\n" % (content_type, len(body))
        self._socket.sendall(head.encode() + b"\r\n" + body)
        return self._answer()

    def _answer(self):
        status_line = self._answers.readline()
        if not status_line:
            raise ConnectionError("The Runtime API is gone.")
        headers = {}
        for line in iter(self._answers.readline, b"\r\n"):
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        if headers.get("transfer-encoding") == "chunked":
            body = b"".join(self._chunks())
        else:
            body = self._answers.read(int(headers.get("content-length", 0)))
        return int(status_line.split()[1]), headers, body

    def _chunks(self):
        while True:
            size = int(self._answers.readline(), 16)
            chunk = self._answers.read(size)
            self._answers.readline()
            if size == 0:
                return
            yield chunk
