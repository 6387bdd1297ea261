"""A small client of yaml-language-server: what an editor shows at a place of a file."""

from __future__ import annotations

import json
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import Any

_SETTINGS = {
    "yaml": {
        "validate": True,
        "completion": True,
        "hover": True,
        "schemaStore": {"enable": False},
        "kubernetesCRDStore": {"enable": False},
    }
}

LONGEST = 180
"""Seconds after which a server that hangs is ended."""


class LanguageServer:
    """A running server, spoken to over its standard input and output."""

    def __init__(self, node: str, program: Path) -> None:
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the server)
        self._process = subprocess.Popen(
            [node, str(program), "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
        )
        self._watch = threading.Timer(LONGEST, self._process.kill)
        self._number = 0
        self._diagnostics: dict[str, list[dict[str, Any]]] = {}

    def start(self) -> LanguageServer:
        """Open the conversation. Raises RuntimeError, with the server's last words, if it ends instead."""
        self._watch.start()
        try:
            self._request("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
        except BaseException:
            self.__exit__()
            raise
        self._notify("initialized", {})
        self._notify("workspace/didChangeConfiguration", {"settings": _SETTINGS})
        return self

    def __enter__(self) -> LanguageServer:
        return self

    def __exit__(self, *_: object) -> None:
        self._watch.cancel()
        self._process.kill()
        self._process.communicate()
        self._complaints.close()

    def problems(self, path: Path, text: str) -> list[str]:
        """The messages that an editor underlines, each with its line: `3: Property x is not allowed.`"""
        uri = self._open(path, text)
        while uri not in self._diagnostics:
            self._read()
        return [f"{each['range']['start']['line'] + 1}: {each['message']}" for each in self._diagnostics[uri]]

    def completions(self, path: Path, text: str) -> list[str]:
        """What an editor offers where the text has a `|`."""
        before, after = text.split("|")
        uri = self._open(path, before + after)
        position = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
        answer = self._request("textDocument/completion", {"textDocument": {"uri": uri}, "position": position})
        return [each["label"] for each in answer["items"]]

    def _open(self, path: Path, text: str) -> str:
        """Show the server a text as a file of its own in the folder, for it remembers texts by their names."""
        self._number += 1
        uri = path.with_stem(f"{path.stem}-{self._number}").as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._notify("textDocument/didOpen", {"textDocument": document})
        return uri

    def _request(self, method: str, parameters: object) -> Any:
        self._number += 1
        self._send({"id": self._number, "method": method, "params": parameters})
        while True:
            message = self._read()
            if message.get("id") == self._number and "method" not in message:
                return message["result"]

    def _notify(self, method: str, parameters: object) -> None:
        self._send({"method": method, "params": parameters})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        """The next message; what the server asks is answered, what it finds is kept."""
        assert self._process.stdout
        length = 0
        while (line := self._process.stdout.readline()) != b"\r\n":
            if not line:
                raise RuntimeError(f"the language server has ended: {self._last_words()}")
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        message: dict[str, Any] = json.loads(self._process.stdout.read(length))
        if "method" in message and "id" in message:
            items = message.get("params", {}).get("items", []) if message["method"] == "workspace/configuration" else []
            self._send({"id": message["id"], "result": [_SETTINGS.get(each["section"]) for each in items] or None})
        if message.get("method") == "textDocument/publishDiagnostics":
            self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        return message

    def _last_words(self) -> str:
        """How the server ended, with the end of what it wrote to its standard error."""
        code = self._process.wait()
        self._complaints.seek(0)
        return f"exit code {code}; {self._complaints.read().decode(errors='replace')[-600:]}"
