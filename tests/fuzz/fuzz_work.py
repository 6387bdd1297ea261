"""What is done with every input, in a process with limits on time and memory: see `fuzz_sandbox`."""

from __future__ import annotations

import faulthandler
import os
import pickle
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from process_atlas.addresses import Settings
from process_atlas.analysis.diff import compare_states, version_findings
from process_atlas.analysis.diff.state import state_of
from process_atlas.authoring.layout import lay_out
from process_atlas.cli.changes import FORMATS as CHANGE_FORMATS
from process_atlas.cli.changes import ChangeReport
from process_atlas.cli.report import FORMATS as REPORT_FORMATS
from process_atlas.cli.report import Report
from process_atlas.diagrams.drawing import Drawing, draw_here
from process_atlas.diagrams.scene import Scene
from process_atlas.difference import difference_pages
from process_atlas.history import Read
from process_atlas.pages.frame import as_html, as_markdown
from process_atlas.site import Means, build_site
from process_atlas.spec.load import load
from process_atlas.spec.source import SourceFile, parse

Files = Mapping[str, bytes]
MARKED = "<fuzz-tag"
SETTINGS = Settings(today=date(2026, 1, 1), site_url="https://example.com/")


def build(files: Files) -> str:
    """A site or diagnostics, in every form that both can have."""
    site = build_site(sources(files), SETTINGS, Means(draw=draw_all))
    titles = {lang: site.catalog.manifest.title.get(lang) for lang in site.catalog.languages}
    for form in (as_html, as_markdown):
        for path, text in form(site.pages, titles, tuple(site.assets)):
            body = text.split("\n---\n", 1)[-1] if form is as_markdown else text
            assert MARKED not in body, f"{path} holds what a spec wrote as it stands"
    lines = {path: content.decode("utf-8", "replace").splitlines() for path, content in files.items()}
    report = Report(site.diagnostics, lines, (), 0, (), (), False)
    told = "".join(form(report) for form in REPORT_FORMATS.values())
    told.encode()
    return f"{len(site.pages)} pages, {len(site.diagnostics)} findings"


def fmt(files: Files) -> str:
    """What is laid out stays so, and means the same."""
    done = 0
    for path, content in files.items():
        text, found = lay_out(SourceFile(path, content))
        assert text is not None or found, f"{path} is neither laid out nor refused"
        if text is None:
            continue
        again, _ = lay_out(SourceFile(path, text.encode()))
        assert again == text, f"{path} is laid out differently the second time"
        before, after = (parse(SourceFile(path, each))[0] for each in (content, text.encode()))
        assert [each.data for each in before] == [each.data for each in after], f"{path} means something else"
        done += 1
    return f"{done} of {len(files)} laid out"


def diff(pair: tuple[Files, Files]) -> str:
    """The changes between two states, in every form."""
    old, new = (load(sources(files)) for files in pair)
    before, after = (Read(name, state_of(each), False, each.diagnostics) for name, each in (("old", old), ("new", new)))
    changes = compare_states(before.state, after.state)
    for form in CHANGE_FORMATS.values():
        for lang in ("en", "zh"):
            form(ChangeReport(before, after, changes, lang)).encode()
    list(version_findings(changes, after.state))
    for page in difference_pages(("old", before.state), ("new", after.state), changes, "en", draw=draw_all):
        assert MARKED not in page.body, f"{page.path} holds what a spec wrote as it stands"
    return f"{len(changes.specs)} specs changed"


def misbehave(how: str) -> str:
    """What the sandbox has to notice."""
    match how:
        case "hang":
            while True:
                pass
        case "swell":
            return str(len(bytearray(1 << 40)))
        case "die":
            os.abort()
    raise ValueError(how)


WORK: Mapping[str, Callable[[Any], str]] = {"build": build, "fmt": fmt, "diff": diff, "misbehave": misbehave}


def sources(files: Files) -> list[SourceFile]:
    """Files as the pipeline takes them, in the order of their paths."""
    return [SourceFile(path, files[path]) for path in sorted(files)]


def draw_all(scenes: Sequence[Scene]) -> tuple[Drawing, ...]:
    """Drawings made here, so that an error in them is seen; in a real build it costs a drawing only."""
    return tuple(draw_here(scene) for scene in scenes)


def serve(seconds: float, memory: int) -> None:
    """Take inputs from standard input and answer each, until it ends. Who takes too long ends with a traceback."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    taken, told = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    while True:
        try:
            what, payload = pickle.load(taken)
        except EOFError:
            return
        faulthandler.dump_traceback_later(seconds, exit=True)
        try:
            answer = (True, WORK[what](payload))
        except BaseException:
            answer = (False, traceback.format_exc())
        faulthandler.cancel_dump_traceback_later()
        pickle.dump(answer, told)
        told.flush()


if __name__ == "__main__":
    serve(float(sys.argv[1]), int(sys.argv[2]))
