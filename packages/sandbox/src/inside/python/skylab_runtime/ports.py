"""Leads ports of the sandbox's loopback to its sockets, where nobody else does."""

import socket
import threading

_CHUNK_BYTES = 65536


def serve(variables):
    """
    Listens at once, and forwards in threads: child processes reach the ports too while the function waits for them. A
    thread for each direction, so that a function which does not read on keeps nobody else waiting.
    """
    ports = variables.get("SKYLAB_PORTS")
    if not ports:
        return
    folder = variables.get("SKYLAB_SOCKETS", "/run/skylab")
    for pair in ports.split(","):
        port, name = pair.split(":")
        listener = socket.create_server(("127.0.0.1", int(port)))
        _start(_accept, listener, folder + "/" + name)


def _accept(listener, path):
    while True:
        client, _ = listener.accept()
        target = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            target.connect(path)
            _start(_copy, client, target)
            _start(_copy, target, client)
        except (OSError, RuntimeError):
            # Nobody is there, or there are too many threads: the connection ends, and the next one may do.
            client.close()
            target.close()


def _copy(source, target):
    try:
        while True:
            data = source.recv(_CHUNK_BYTES)
            if not data:
                break
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        for end in (source, target):
            _shut(end)


def _shut(end):
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass


def _start(act, *args):
    threading.Thread(target=act, args=args, name="skylab-ports", daemon=True).start()
