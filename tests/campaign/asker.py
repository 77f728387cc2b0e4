"""Someone who asks and is gone, or never listens: a page's socket by hand, since no library leaves an answer unread.

`python -m tests.campaign.asker ADDRESS` asks for dice in six places, says so, and waits to be killed.
"""

from __future__ import annotations

import json
import socket
import struct
import sys
import time
from typing import Any
from urllib.parse import urlsplit

NARROW = 4096
"""Bytes that its side of the connection holds before the server's side has to."""


class Asker:
    """A socket of the page at an address with its key; nothing it is told is ever read."""

    def __init__(self, address: str) -> None:
        about = urlsplit(address)
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, NARROW)
        self._socket.settimeout(20)
        self._socket.connect((about.hostname, about.port))
        host, key = about.netloc, "dGhlIHNhbXBsZSBub25jZQ=="
        self._socket.sendall(
            f"GET /live?{about.query} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        if not self._socket.recv(12).endswith(b"101"):
            raise ConnectionError("the page's socket was refused")
        self._socket.settimeout(5)

    def ask(self, setting: dict[str, Any], exact: bool, slot: str = "now") -> bool:
        """Ask for a look; return whether there is still somebody to ask."""
        said = {"do": "look", "slot": slot, "turn": 1, "setting": setting, "exact": exact, "lang": "en"}
        text = json.dumps(said).encode()
        try:  # a text, masked with zeros
            self._socket.sendall(b"\x81" + struct.pack(">BHI", 0x80 | 126, len(text), 0) + text)
        except OSError:
            return False
        return True

    def close(self) -> None:
        """Leave, with all that was never read."""
        self._socket.close()


def main(address: str) -> None:
    """Ask for dice in six places and wait."""
    asker = Asker(address)
    for number in range(6):
        asker.ask({"window": str(15 + number + 6 * (time.time_ns() % 6))}, exact=True, slot=f"kept-{number}")
    print("asked", flush=True)
    time.sleep(600)


if __name__ == "__main__":
    main(sys.argv[1])
