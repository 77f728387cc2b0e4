"""The server: one port of this machine, the page and its socket, and nothing else."""

from __future__ import annotations

from socket import create_server, socket
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.web import Application

from prakerja.explorer.guarded import Download, Nowhere, Page
from prakerja.explorer.live import Live
from prakerja.explorer.served import HERE, Served
from prakerja.scenario import InputError, Problem

LONGEST = 20_000
"""Bytes of a message."""

SILENT = 120
"""Seconds after which a page is asked whether it is still there, and after which one that does not answer is not."""


def listen(served: Served, port: int = 0) -> HTTPServer:
    """Begin to listen on a port, any that is free unless given, in the event loop that runs.

    Raises
    ------
    InputError
        If the port is taken.
    """
    listening = socket_on(port)
    served.port = listening.getsockname()[1]
    routes: list[Any] = [
        (r"/live", Live, {"served": served}),
        (r"/(|page\.js|page\.css)", Page, {"served": served}),
        (r"/made/(\d{1,6})/([a-z.-]{1,40})", Download, {"served": served}),
    ]
    server = HTTPServer(
        Application(
            routes,
            default_handler_class=Nowhere,
            default_handler_args={"served": served},
            websocket_max_message_size=LONGEST,
            websocket_ping_interval=SILENT,
            websocket_ping_timeout=SILENT,
            log_function=lambda _: None,
        ),
        max_body_size=0,
        max_header_size=LONGEST,
        idle_connection_timeout=SILENT,
    )
    server.add_socket(listening)
    return server


def socket_on(port: int) -> socket:
    """Return a socket that listens on a port of this machine.

    Raises
    ------
    InputError
        If the port is taken.
    """
    try:
        listening = create_server((HERE, port))
    except OSError as error:
        raise InputError("explore", [Problem("--port", str(port), f"cannot be used: {error.strerror}")]) from None
    listening.setblocking(False)
    return listening
