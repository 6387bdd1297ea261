"""`python -m bench.reader`: what readers wait for: weights of a site, and its first paint in a throttled browser."""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from bench.__main__ import write_firm
from bench.weight import INDEX, process_pages, weigh

LINE = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
"""A slow mobile line as browsers' own tools have it: 1.6 Mbit/s down, 150 ms of latency."""
SLOWER = 4
"""How many times slower than this machine the reader's processor is."""
_PAINTS = "JSON.stringify(performance.getEntriesByType('paint').map(each => [each.name, each.startTime]))"
_PACKED = (".html", ".css", ".js", ".json", ".svg", "/")


def main() -> None:
    """Measure as asked on the command line; the figures join those that are in the file already."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1000, help="processes of a made-up firm")
    parser.add_argument("--site", type=Path, help="a built site to measure instead")
    parser.add_argument("--loads", type=int, default=5, help="loads of the page, of which the median counts")
    parser.add_argument("--json", type=Path, default=Path("bench.json"))
    asked = parser.parse_args()
    if asked.site:
        found = measured(asked.site, asked.loads)
    else:
        with TemporaryDirectory() as place:
            found = {"size": asked.size, **measured(built(Path(place) / "firm", asked.size), asked.loads)}
    known = json.loads(asked.json.read_text("utf-8")) if asked.json.is_file() else {}
    asked.json.write_text(json.dumps({**known, "reader": found}, indent=1), encoding="utf-8")
    print("\n".join(report(found)))


def built(folder: Path, size: int) -> Path:
    """The site of a made-up firm, built by MkDocs with the plugin."""
    write_firm(folder, size)
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=folder, check=True, capture_output=True)
    return folder / "site"


def measured(site: Path, loads: int = 5) -> dict[str, Any]:
    """Weights in bytes, and milliseconds to the first paint of a process page in the middle and of the heaviest."""
    weight = weigh(site)
    page = process_pages(site)[len(process_pages(site)) // 2].parent.relative_to(site).as_posix()
    paints = {"typical": page, "heaviest": weight.heaviest_page}
    return {**asdict(weight), "index_a_page": round(weight.index_a_page), "paint": dict(_painted(site, paints, loads))}


def _painted(site: Path, pages: Mapping[str, str], loads: int) -> Iterator[tuple[str, float]]:
    """The median first paint of each page in ms; nothing when there is no browser."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        print("skipped: first paint, for there is no Chromium", file=sys.stderr)
        return
    with _served(site) as address:
        for name, page in pages.items():
            yield name, round(median(first_paint(browser, f"{address}/{page}/") for _ in range(loads)))


def first_paint(browser: str, address: str) -> float:
    """Milliseconds from asking for a page to its first contents, with nothing kept, on a slow line and processor."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        page = opened.new_page(viewport={"width": 412, "height": 823})
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", LINE)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(address, wait_until="load", timeout=120_000)
        page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length", timeout=60_000)
        paints = dict(json.loads(page.evaluate(_PAINTS)))
        opened.close()
    return float(paints["first-contentful-paint"])


class _Packing(SimpleHTTPRequestHandler):
    """Serves files packed with gzip, as any host does."""

    def do_GET(self) -> None:
        """Send a file."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.name.endswith(_PACKED):
            content = gzip.compress(content, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        with suppress(ConnectionError):
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def _served(site: Path) -> Iterator[str]:
    """The address of a site that is served from here."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Packing, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


_ROWS = (
    ("process page, typical", "page"),
    ("process page, heaviest", "heaviest"),
    ("heaviest other page", "overview"),
    ("our scripts, all", "scripts"),
    ("our styles, all", "styles"),
    ("the theme's script and styles", "theme"),
    ("search index", "index"),
)


def report(found: Mapping[str, Any]) -> Iterator[str]:
    """The figures as Markdown."""
    size = f"N = {found['size']:,}, " if "size" in found else ""
    yield f"| What a reader fetches ({size}{found['pages']:,} pages) | Raw | Packed (gzip) |"
    yield "| --- | ---: | ---: |"
    for title, key in _ROWS:
        name = f" (`{found['overview_page']}/`)" if key == "overview" else ""
        yield f"| {title}{name} | {_kilo(found[key]['raw'])} | {_kilo(found[key]['packed'])} |"
    yield f"| {INDEX.name} for each page | {_kilo(found['index_a_page'])} | |"
    slow = f"slow line (1.6 Mbit/s, 150 ms), processor 1/{SLOWER}"
    for name, milliseconds in found["paint"].items():
        yield f"| first paint of the {name} page, {slow} | {milliseconds / 1000:.2f} s | |"


def _kilo(size: float) -> str:
    return f"{size / 1000:,.1f} kB"


if __name__ == "__main__":
    main()
