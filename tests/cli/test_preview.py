"""The site while its specs are written: what a browser gets before and after a change."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Thread
from urllib.parse import quote, urljoin

import pytest

from process_atlas.addresses import Settings
from process_atlas.cli.preview import Server
from process_atlas.diagrams.drawing import Draw, Drawing, draw_all
from process_atlas.diagrams.scene import Scene
from process_atlas.preview import Preview
from small import SMALL
from support import environment, run

Write = Callable[[Mapping[str, str]], Path]
REPAIR = "process_specs/repair.yaml"


@dataclass
class Served:
    """A preview that runs: the folder of its specs, its port, and what it said so far."""

    top: Path
    port: int
    said: list[str] = field(default_factory=list)

    def answer(self, method: str, path: str, host: str = "") -> HTTPResponse:
        """What is answered to a request."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, headers={"Host": host or f"localhost:{self.port}"})
        return connection.getresponse()

    def get(self, path: str, host: str = "") -> tuple[int, str, str]:
        """Status, type and text of an address."""
        answer = self.answer("GET", path, host)
        return answer.status, answer.getheader("Content-Type", ""), answer.read().decode()

    def number_of(self, path: str) -> int:
        """The edition that a page says it is from: its script waits for another one."""
        script = re.search(r'<script src="/-/reload.js" data-at="/-/number" data-number="(\d+)">', self.get(path)[2])
        assert script, path
        return int(script[1])

    def save(self, path: str, old: str, new: str) -> None:
        """Change a file as an editor does."""
        file = self.top / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")


@contextmanager
def served_here(top: Path, draw: Draw) -> Iterator[tuple[Preview, Served]]:
    """A preview whose drawings are made by a function of the test, so that something can happen meanwhile."""
    site = Preview(top / "process_specs", Settings, draw)
    with Server(("127.0.0.1", 0), site) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield site, Served(top, server.server_port)
        server.shutdown()


@pytest.fixture
def served(folder: Write) -> Iterator[Served]:
    top = folder(SMALL)
    command = [sys.executable, "-m", "process_atlas", "preview", "--port", "0"]
    process = subprocess.Popen(command, cwd=top, stderr=subprocess.PIPE, text=True, env=environment())
    assert process.stderr
    first = process.stderr.readline()
    port = re.search(r"http://localhost:(\d+)/ shows process_specs", first)
    assert port, first
    preview = Served(top, int(port[1]))
    Thread(target=lambda: preview.said.extend(process.stderr or ()), daemon=True).start()
    yield preview
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0


def test_pages_drawings_languages_and_assets_are_there(served: Served) -> None:
    status, kind, page = served.get("/processes/repair/")
    assert (status, kind) == (200, "text/html; charset=utf-8")
    assert "<svg" in page
    assert served.get("/")[0] == served.get("/zh/roles/clerk/")[0] == 200
    for address in re.findall(r'(?:href|src)="((?:\.\./)*assets/[^"]+)"', page):
        assert served.get(urljoin("/processes/repair/", address))[0] == 200, address
    assert served.get("/processes/nothing/")[0] == 404


def test_a_saved_change_is_told_to_browsers_and_shown(served: Served) -> None:
    page = served.get("/processes/repair/")[2]
    script = re.search(r'<script src="([^"]+)" data-at="([^"]+)" data-number="(\d+)">', page)
    assert script
    assert served.get(script[1])[:2] == (200, "text/javascript")
    served.save(REPAIR, "en: Mend it,", "en: Mend with care,")
    assert int(served.get(f"{script[2]}?number={script[3]}")[2]) > int(script[3])
    after = served.get("/processes/repair/")[2]
    assert "Mend with care" in after
    assert ">Mend it<" not in after


def test_a_page_that_was_made_while_a_file_was_saved_is_not_taken_for_the_new_one(folder: Write) -> None:
    def draw(scenes: Iterable[Scene]) -> list[Drawing]:
        drawn = list(draw_all(scenes, jobs=1))
        if not saved:
            saved.append(preview.save(REPAIR, "en: Mend it,", "en: Mend with care,"))
        return drawn

    saved: list[None] = []
    with served_here(folder(SMALL), draw) as (site, preview):
        page = preview.get("/processes/repair/")[2]
        assert saved
        assert "Mend with care" not in page
        number = re.search(r'data-number="(\d+)"', page)
        assert number
        assert int(number[1]) < site.edition().number


@pytest.mark.parametrize(("lang", "heading"), [("", "There is no page here"), ("zh/", "这里没有页面")])
def test_a_page_that_is_not_there_says_why_and_follows(served: Served, lang: str, heading: str) -> None:
    address = f"/{lang}processes/repair/"
    assert served.get(address)[0] == 200
    served.save(REPAIR, "id: repair", "id: [repair")
    status, kind, page = served.get(address)
    assert (status, kind) == (404, "text/html; charset=utf-8")
    assert f"<h1>{heading}</h1>" in page
    assert "process_specs/repair.yaml:" in page
    for home in re.findall(r'href="((?:\.\./)+)"', page):
        assert served.get(urljoin(address, home))[0] == 200
    number = served.number_of(address)
    served.save(REPAIR, "id: [repair", "id: repair")
    assert int(served.get(f"/-/number?number={number}")[2]) > number
    assert served.get(address)[0] == 200


def test_a_page_that_never_was_leads_home_from_any_depth(served: Served) -> None:
    for address in ("/nothing", "/processes/nothing/", "/zh/nothing/at/all", "/a<b>&/"):
        status, _, page = served.get(quote(address))
        links = set(re.findall(r'href="((?:\.|assets)[^"]*)"', page))
        assert status == 404
        assert [served.get(urljoin(quote(address), link))[0] for link in links] == [200] * len(links) != []
        assert "<b>" not in page


def test_what_goes_wrong_inside_is_shown_and_follows_too(folder: Write) -> None:
    def draw(_: Iterable[Scene]) -> list[Drawing]:
        raise ArithmeticError("no <paper>")

    with served_here(folder(SMALL), draw) as (site, preview):
        status, _, page = preview.get("/processes/repair/")
        assert (status, "no &lt;paper&gt;" in page) == (500, True)
        assert preview.number_of("/processes/repair/") == site.edition().number


def test_a_mistake_is_told_and_mended_again(served: Served) -> None:
    served.get("/")
    served.save(REPAIR, "informed: customer", "informed: custommer")
    assert "custommer" in served.get("/processes/repair/")[2]
    served.save(REPAIR, "informed: custommer", "informed: customer")
    assert "custommer" not in served.get("/processes/repair/")[2]


def test_another_host_name_gets_nothing(served: Served) -> None:
    assert served.get("/", host="evil.example")[0] == 403


def test_an_address_without_its_slash_leads_to_the_page(served: Served) -> None:
    for address, target in (("/processes", "processes/"), ("/zh/roles/clerk?a=b", "clerk/?a=b"), ("/zh", "zh/")):
        answer = served.answer("GET", address)
        assert (answer.status, answer.headers["Location"]) == (302, target)
        assert served.get(urljoin(address, target))[0] == 200
    assert served.get("/assets")[0] == served.get("/processes/nothing")[0] == 404


def test_the_head_of_an_answer_can_be_asked_for_alone(served: Served) -> None:
    for address in ("/", "/processes", "/nothing/", "/-/reload.js", "/-/nothing", "/objects.json"):
        whole, head = served.answer("GET", address), served.answer("HEAD", address)
        assert (head.status, head.read()) == (whole.status, b"")
        for name in ("Content-Type", "Content-Length", "Location"):
            assert head.headers[name] == whole.headers[name], (address, name)
    assert served.answer("HEAD", "/", "evil.example").status == 403


@pytest.mark.parametrize("host", ["[bad", "[::1", "lo[cal]host"])
def test_a_host_that_cannot_be_read_is_a_bad_request(served: Served, host: str) -> None:
    assert served.get("/", host=host)[0] == 400
    assert served.get("http://[bad/")[0] == 400


def test_no_folder_and_a_taken_port_are_answers(folder: Write, served: Served) -> None:
    done = run("process_atlas", "preview", "--specs", "nowhere", cwd=served.top)
    assert (done.returncode, "error[no-specs]" in done.stderr) == (2, True)
    done = run("process_atlas", "preview", "--port", str(served.port), cwd=served.top)
    assert (done.returncode, "error[port-taken]" in done.stderr) == (2, True)
    assert "Traceback" not in done.stderr
