"""A real browser over the built sample site, with a probe for console errors and requests to other hosts."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser these tests are skipped, unless the environment says that one is required."""
    missing = pytest.mark.skip(reason="there is no Chromium on this machine")
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("site"))
            if CHROMIUM is None and os.environ.get("ATLAS_BROWSER") != "required":
                item.add_marker(missing)


@dataclass
class Probe:
    """What went wrong while pages were open."""

    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and prints nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""


@contextmanager
def served(folder: Path, port: int = 0) -> Iterator[str]:
    """Serve a folder on a port of this machine (0: any that is free); gives its address, with a slash at the end."""
    server = ThreadingHTTPServer(("127.0.0.1", port), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def serve() -> Callable[[Path], AbstractContextManager[str]]:
    """Serves a folder of a test."""
    return served


@pytest.fixture(scope="session")
def address(site: Path, port: int) -> Iterator[str]:
    """Where the sample site is served."""
    with served(site, port) as at:
        yield at


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium of this machine."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def probe() -> Probe:
    """Collects what goes wrong in this test's pages; see `page`."""
    return Probe()


@pytest.fixture(scope="session")
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """One profile with a window of 1280 x 800 for all tests, so that styles and scripts come from its cache."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    yield context
    context.close()


@pytest.fixture
def context(profile: BrowserContext) -> Iterator[BrowserContext]:
    """The shared profile, which keeps nothing of a test but its cache."""
    yield profile
    for page in profile.pages:
        if not page.url.startswith("about:"):
            page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        page.close()
    profile.clear_permissions()


@pytest.fixture
def page(context: BrowserContext, address: str, probe: Probe) -> Iterator[Page]:
    """A new page. The test fails if the console shows an error or another host is asked."""
    page = context.new_page()
    page.on("console", lambda message: probe.errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda problem: probe.errors.append(str(problem)))
    page.on("request", lambda request: probe.foreign.append(request.url) if not _ours(request.url, address) else None)
    yield page
    assert probe.errors == []
    assert probe.foreign == []


def _ours(url: str, address: str) -> bool:
    return url.startswith((address, "data:", "blob:"))
