"""Hostile texts in a real browser, under the documented Content Security Policies: nothing of them runs or loads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page

from browser.conftest import Quiet
from hostile.payloads import catalogue, own_texts
from hostile.sites import listed_site, own_site
from process_atlas.cli.output import write_site
from support import ROOT, run

OURS, WITH_THEME = re.findall(r"```text\n(.+)\n```", (ROOT / "docs/reference/security.md").read_text("utf-8"))
"""The policies that the documentation names: for our own pages, and for pages in the theme's frame."""

ALARM = """
window.alarms = [];
addEventListener("securitypolicyviolation", (event) => alarms.push(`${event.violatedDirective} ${event.blockedURI}`));
"""
TOUCH = """() => {
  for (const each of document.querySelectorAll("details")) each.open = true;
  for (const each of document.querySelectorAll("article *"))
    for (const type of ["mouseover", "focus", "toggle", "pointerenter"]) each.dispatchEvent(new Event(type));
  return [window.pwned ?? null, alarms, document.querySelectorAll("article :is(script, style, iframe, object)").length];
}"""


class WithPolicy(Quiet):
    """Serves files under a Content Security Policy."""

    policy = ""

    def end_headers(self) -> None:
        """Add the policy."""
        self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()


@contextmanager
def under(policy: str, folder: Path) -> Iterator[str]:
    """Serve a folder under a policy; gives its address."""
    handler = type("Handler", (WithPolicy,), {"policy": policy})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def watch(browser: Browser) -> Iterator[Callable[[str], tuple[Page, list[str]]]]:
    """Gives a page and the list of what goes wrong in it: errors, dialogs, requests to others than the address."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True)
    context.add_init_script(ALARM)

    def new(address: str) -> tuple[Page, list[str]]:
        page, wrong = context.new_page(), []

        def dismiss(dialog) -> None:
            wrong.append(f"dialog {dialog.message}")
            dialog.dismiss()

        page.on("dialog", dismiss)
        page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda problem: wrong.append(str(problem)))
        page.on(
            "request",
            lambda asked: None if asked.url.startswith((address, "data:", "blob:")) else wrong.append(asked.url),
        )
        return page, wrong

    yield new
    context.close()


def look(page: Page, address: str, paths: list[str]) -> None:
    """Open pages one after the other, touch all that is there, and see that nothing ran."""
    for path in paths:
        page.goto(f"{address}{path}", wait_until="load")
        assert page.evaluate(TOUCH) == [None, [], 0], path


@pytest.mark.parametrize("which", ["own", "listed"])
def test_our_pages_run_nothing_of_hostile_texts(which: str, watch, tmp_path: Path) -> None:
    site = {"own": own_site, "listed": listed_site}[which]()
    write_site(site, tmp_path / "out", "html")
    folders = {"own": ("", "processes", "data", "roles", "glossary", "quality"), "listed": ("processes",)}
    paths = [f"{page.path}/".lstrip("/") for page in site.pages if page.path.split("/")[0] in folders[which]]
    paths += ["fields/", "responsibilities/", "data-flow/", "changes/", "fields/f0-0/"]
    with under(OURS, tmp_path / "out") as address:
        page, wrong = watch(address)
        look(page, address, paths)
    assert wrong == []
    assert len(paths) > 40


def test_what_our_scripts_do_needs_no_more_than_our_policy_allows(watch, tmp_path: Path) -> None:
    write_site(own_site(), tmp_path / "out", "html")
    with under(OURS, tmp_path / "out") as address:
        page, wrong = watch(address)
        page.goto(f"{address}processes/p3/")
        for kind in ("svg", "png"):
            with page.expect_download():
                page.locator(f".atlas-tools [data-do={kind}]").first.click()
        for kind in ("in", "out", "fit", "actual"):
            page.locator(f".atlas-tools [data-do={kind}]").first.click()
        page.locator(".atlas-figure .node a").first.click()
        page.locator("[data-atlas-role]").first.select_option(index=1)
        page.locator(".frame-toggle").click()
        assert page.evaluate(TOUCH)[:2] == [None, []]
    assert wrong == []


def test_the_policy_is_in_force(watch, tmp_path: Path) -> None:
    """The watch itself is watched: an inline script is blocked, and noticed."""
    (tmp_path / "index.html").write_text("<article><script>window.pwned = 1</script></article>", encoding="utf-8")
    with under(OURS, tmp_path) as address:
        page, wrong = watch(address)
        page.goto(address)
        pwned, alarms, scripts = page.evaluate(TOUCH)
    assert (pwned, scripts) == (None, 1)
    assert alarms == ["script-src-elem inline"]
    assert any("Content Security Policy" in each for each in wrong)


def test_pages_in_the_themes_frame_run_nothing_of_hostile_texts(watch, tmp_path: Path) -> None:
    for path, text in catalogue(own_texts()).items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    done = run("mkdocs", "build", "--quiet", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    pages = [f"processes/p{number}/" for number in range(10)]
    others = ["", "processes/", "data/", "fields/", "roles/", "data/d0/", "roles/r0/", "systems/t0/", "fields/f0-0/"]
    with under(WITH_THEME, tmp_path / "site") as address:
        page, wrong = watch(address)
        look(page, address, [*pages, *others])
        for word in ("script", "img", "jargon"):
            page.goto(f"{address}?q={word}")
            page.locator(".md-search-result__item").first.wait_for(state="attached")
            assert page.evaluate(TOUCH)[:2] == [None, []]
        page.goto(f"{address}processes/p0/")
        assert own_texts()[0] in page.title()
    assert wrong == []


MKDOCS = """\
site_name: Test
theme: {name: material, font: false, features: [navigation.tabs, navigation.footer, navigation.path, search.suggest]}
plugins: [{search: {separator: '[^a-z]+'}}, process-atlas]
"""


def test_the_sample_needs_no_more_than_the_policy_for_the_theme(watch, site: Path) -> None:
    found = sorted(path.parent.relative_to(site).as_posix() for path in site.rglob("index.html"))
    kinds: dict[str, str] = {}
    for path in found:
        kinds.setdefault(re.sub(r"[^/]+$", "", path) if path.count("/") else path, path)
    with under(WITH_THEME, site) as address:
        page, wrong = watch(address)
        for path in kinds.values():
            page.goto(f"{address}{path}/")
            pwned, alarms, alien = page.evaluate(TOUCH)
            assert (pwned, alarms, alien) == (None, [], 0), path
            sent = page.request.get(page.url).text()
            article = sent.partition("<article")[2].partition("</article>")[0]
            assert not re.search(r"\sstyle=|<style|<script", article), path
    assert wrong == []
