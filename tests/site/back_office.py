"""A member of staff who works over HTTP, without a browser."""

from __future__ import annotations

import http.client
import json
import re
import secrets
from collections.abc import Iterator
from contextlib import closing
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

MEBIBYTE = 1024 * 1024


class Staff:
    def __init__(self, url: str, name: str, password: str) -> None:
        self.netloc = urlsplit(url).netloc
        self.origin = url
        self.cookies: dict[str, str] = {}
        form = self.request("GET", "/admin/login/").decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)
        assert token
        words = {"csrfmiddlewaretoken": token[1], "username": name, "password": password, "next": "/admin/"}
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        self.request("POST", "/admin/login/", urlencode(words).encode(), kind)
        assert "sessionid" in self.cookies

    @property
    def headers(self) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {
            "Cookie": cookies,
            "X-CSRFToken": self.cookies.get("csrftoken", ""),
            "Origin": self.origin,
            "Connection": "close",
        }

    def request(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> bytes:
        with closing(http.client.HTTPConnection(self.netloc, timeout=120)) as connection:
            connection.request(method, path, body, {**self.headers, **(headers or {})})
            response = connection.getresponse()
            self.status = response.status
            for line in response.headers.get_all("Set-Cookie", []):
                self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(line).items()})
            return response.read()

    def upload(self, *files: tuple[str, int | bytes]) -> list[dict[str, Any]]:
        """Send files to the library's door, a number of random bytes for each that is given as a number."""
        boundary, end = "x" * 20, b"\r\n--" + b"x" * 20
        heads = [
            f'{"" if number == 0 else chr(13) + chr(10)}--{boundary}\r\nContent-Disposition: form-data; name="files"; '
            f'filename="{name}"\r\nContent-Type: image/jpeg\r\n\r\n'.encode()
            for number, (name, _content) in enumerate(files)
        ]
        sizes = [content if isinstance(content, int) else len(content) for _name, content in files]
        length = sum(map(len, heads)) + sum(sizes) + len(end) + 4

        def body() -> Iterator[bytes]:
            for head, (_name, content) in zip(heads, files, strict=True):
                yield head
                if isinstance(content, bytes):
                    yield content
                else:
                    yield b"\xff\xd8\xff\xe0"
                    left = content - 4
                    while left:
                        yield secrets.token_bytes(min(left, MEBIBYTE))
                        left -= min(left, MEBIBYTE)
            yield end + b"--\r\n"

        kind = {"Content-Type": f"multipart/form-data; boundary={boundary}", "Content-Length": str(length)}
        answer = self.request("POST", "/admin/photos/photo/upload/", body(), kind)
        assert self.status == 200, (self.status, answer[:500])
        return list(json.loads(answer)["files"])
