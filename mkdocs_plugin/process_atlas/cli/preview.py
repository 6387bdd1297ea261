"""`process-atlas preview`: the site while its specs are written, served to the browsers of this machine."""

from __future__ import annotations

import threading
import time
import traceback
import webbrowser
from dataclasses import replace
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import click

from process_atlas.addresses import Settings
from process_atlas.cli.common import give_up, specs_option
from process_atlas.cli.report import summary
from process_atlas.diagrams.cache import FOLDER
from process_atlas.diagrams.drawing import Studio
from process_atlas.preview import HTML, Answer, Preview
from process_atlas.today import present_day

OWN = "-/"
"""Where the addresses of the preview itself begin; no page of a site does."""
_HELD = 20.0
"""Seconds for which a browser's question after changes is held open."""
_HERE = ("localhost", "127.0.0.1", "::1")
_RELOAD = """
const script = document.currentScript;
const wait = (number) => fetch(`${script.dataset.at}?number=${number}`)
  .then((answer) => answer.text())
  .then((now) => (now === number ? wait(number) : location.reload()))
  .catch(() => setTimeout(() => wait(number), 1000));
addEventListener("load", () => wait(script.dataset.number));
"""
_WRONG = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Error</title></head>
<body><h1>This page could not be made</h1><pre>{}</pre></body></html>
"""


@click.command()
@specs_option
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any that is free."
)
@click.option("--open/--no-open", "show", default=False, help="Open the first page in a browser.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, help="Worker processes for the drawings.")
def preview(specs: Path, port: int, show: bool, jobs: int) -> None:
    """Show the site while its specs are written: a page is made when it is asked for, and anew after each change."""
    if not specs.is_dir():
        give_up(f"{specs.as_posix()}: error[no-specs] is not a folder")
    with Studio(jobs, Path(FOLDER)) as studio:
        site = Preview(specs, lambda: Settings(today=present_day()), studio.draw)
        try:
            server = Server(("127.0.0.1", port), site)
        except OSError as problem:
            give_up(f"error[port-taken] port {port} cannot be used: {problem.strerror}; choose another with --port")
        with server:
            address = f"http://localhost:{server.server_port}/"
            click.echo(f"{address} shows {specs.as_posix()} as it is (Ctrl-C ends)", err=True)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            if show:
                webbrowser.open(address)
            _follow(site)
            server.shutdown()


def _follow(site: Preview) -> None:
    """Tell of every change and what the checks say of it, until the user interrupts; that is the usual end."""
    told = 0
    try:
        while True:
            start = time.perf_counter()
            edition = site.edition()
            taken = time.perf_counter() - start
            if edition.number != told:
                click.echo(f"[{edition.number}] {len(edition.pages)} pages, read in {taken:.2f} s", err=True)
                time.sleep(0.5)  # browsers first
                found = edition.findings
                for each in found:
                    click.echo(str(each), err=True)
                click.echo(f"[{edition.number}] {summary(found)}", err=True)
                told = edition.number
            time.sleep(max(0.2, 5 * taken))  # looking costs little, but it should cost hardly anything
    except KeyboardInterrupt:
        click.echo("", err=True)


class Server(ThreadingHTTPServer):
    """Serves a preview at an address of this machine."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], site: Preview) -> None:
        super().__init__(address, _Handler)
        self.site = site


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        """Send what is asked for: a page, a file, or the news of the next change."""
        try:
            host, address = urlsplit(f"//{self.headers.get('Host', '')}").hostname, urlsplit(self.path)
        except ValueError:
            self.send_error(HTTPStatus.BAD_REQUEST)
            return
        if host not in _HERE:  # another site's script that would read along
            self.send_error(HTTPStatus.FORBIDDEN)
            return
        path = unquote(address.path).removeprefix("/")
        number = self.server.site.number
        try:
            answer = self._own(path, address.query) if path.startswith(OWN) else self.server.site.answer(path)
        except Exception as error:  # the next request may do better
            traceback.print_exc()
            answer = Answer(HTML, _WRONG.format(escape(str(error))).encode(), number, HTTPStatus.INTERNAL_SERVER_ERROR)
        if answer is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            self._send(_followed(answer), address.query)

    do_HEAD = do_GET

    def _send(self, answer: Answer, query: str) -> None:
        self.send_response(answer.status)
        if answer.to:
            self.send_header("Location", f"{answer.to}?{query}" if query else answer.to)
        self.send_header("Content-Type", answer.type)
        self.send_header("Content-Length", str(len(answer.content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.content)

    def _own(self, path: str, query: str) -> Answer | None:
        if path == f"{OWN}reload.js":
            return Answer("text/javascript", _RELOAD.encode())
        if path == f"{OWN}number":
            known = parse_qs(query).get("number", ["0"])[0]
            return Answer(
                "text/plain", str(self.server.site.wait(int(known) if known.isdigit() else 0, _HELD)).encode()
            )
        return None

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of requests: what counts is said of changes."""


def _followed(answer: Answer) -> Answer:
    """A page with the script that loads it anew when there is another edition than the one it is from."""
    if answer.type != HTML:
        return answer
    where = f'src="/{OWN}reload.js" data-at="/{OWN}number" data-number="{answer.number}"'
    content = answer.content.replace(b"</head>", f"<script {where}></script></head>".encode(), 1)
    return replace(answer, content=content)
