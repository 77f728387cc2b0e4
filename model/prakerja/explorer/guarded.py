"""Who may see the page: this machine, by its own name, with the key; and the three files that the page is."""

from __future__ import annotations

import hmac
from importlib.resources import files
from typing import Any

from tornado.web import HTTPError, RequestHandler

from prakerja.explorer.served import HERE, Served

_TYPES = {"page.html": "text/html", "page.js": "text/javascript", "page.css": "text/css"}
_LOCAL = "http://127.0.0.1:* http://localhost:*"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors {above}"
)


class Guarded(RequestHandler):
    """Answers only to this machine's own name, to pages of its own, and to whoever has the key."""

    def initialize(self, served: Served) -> None:
        """Take what is served."""
        self.served = served

    def prepare(self) -> None:
        """Refuse who must not see it, whatever they ask for."""
        host, own = self.request.host, {f"{name}:{self.served.port}" for name in (HERE, "localhost")}
        origin = self.request.headers.get("Origin")
        if host not in own or (origin is not None and origin != f"http://{host}"):
            raise HTTPError(403, reason="Foreign host or origin")
        kept = "" if self.framed else self.get_cookie(self.served.cookie, "")
        given = self.get_query_argument("key", None) or kept or ""
        if not hmac.compare_digest(given.encode(), self.served.key.encode()):
            raise HTTPError(403, reason="The key is missing or of another run")

    @property
    def framed(self) -> bool:
        """Whether another page, such as a notebook, shows this one inside itself: it has to have the key itself."""
        return self.request.headers.get("Sec-Fetch-Dest") == "iframe"

    def set_default_headers(self) -> None:
        """Do not tell which server this is."""
        self.clear_header("Server")

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say in a line what was wrong."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code}: {self._reason}. Open the address that prakerja explore printed.\n")


class Page(Guarded):
    """The page, its script and its style: three files of the package, by name."""

    def get(self, name: str) -> None:
        """Send a file; the key goes from the address into a cookie, so that an address can be sent to others."""
        if not name and self.get_query_argument("key", None) and not self.framed:
            self.set_cookie(self.served.cookie, self.served.key, httponly=True, samesite="Lax")
            self.redirect("/")
            return
        name = name or "page.html"
        above = _LOCAL if self.framed else "'none'"
        self.set_header("Content-Security-Policy", _POLICY.format(above=above))
        self.set_header("Content-Type", f"{_TYPES[name]}; charset=utf-8")
        for header, value in (("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
                              ("Cache-Control", "no-store")):  # fmt: skip
            self.set_header(header, value)
        text = files(__package__).joinpath("page", name).read_text(encoding="utf-8")
        key = f"?key={self.served.key}" if self.framed else ""
        self.finish(text.replace("{lang}", self.served.lang).replace("{key}", key) if name == "page.html" else text)


class Nowhere(Guarded):
    """All other paths: who may see the page is told that there is nothing."""

    def prepare(self) -> None:
        """Refuse who must not see the page, then everybody."""
        super().prepare()
        raise HTTPError(404, reason="There is no such page")


class Download(Guarded):
    """What was written of a view, to be kept: never shown as a page of this address."""

    def get(self, number: str, name: str) -> None:
        """Send a file of a document, by its name."""
        file = next((one for one in self.served.documents.files(int(number)) if one.name == name), None)
        if file is None or file.is_symlink() or not file.is_file():
            raise HTTPError(404, reason="There is no such file")
        for header, value in (("Content-Type", "application/octet-stream"), ("X-Content-Type-Options", "nosniff"),
                              ("Cache-Control", "no-store"), ("Content-Disposition", f'attachment; filename="{name}"'),
                              ("Content-Security-Policy", "default-src 'none'; sandbox")):  # fmt: skip
            self.set_header(header, value)
        self.finish(file.read_bytes())
