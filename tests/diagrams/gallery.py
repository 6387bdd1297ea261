"""Writes pages with all made-up scenes to look at, or takes the golden drawings anew.

Run it with the package and `tests` on the path: `python tests/diagrams/gallery.py OUT.html` or `... --golden`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from scenes import complaint, context, entities, every, level_1, organisation

from diagrams.comparisons import everything_changed
from process_atlas.diagrams.place import place
from process_atlas.diagrams.svg import draw

HERE = Path(__file__).parent
ASSETS = HERE.parents[1] / "mkdocs_plugin/process_atlas/pages/assets"


def page(scheme: str, figures: list[str]) -> str:
    """An HTML page with the figures in one colour scheme."""
    css = "".join((ASSETS / name).read_text("utf-8") for name in ("tokens.css", "diagrams.css"))
    return (
        f'<!doctype html><html lang="en" data-md-color-scheme="{scheme}"><meta charset="utf-8"><title>Gallery</title>'
        f"<style>{css} body{{margin:16px;background:var(--atlas-page)}}</style><body>{''.join(figures)}</body></html>"
    )


def golden() -> None:
    """Take the golden drawings anew."""
    (HERE / "golden").mkdir(exist_ok=True)
    scenes = (complaint(), complaint("zh"), context(), level_1(), entities(), organisation())
    for scene in (*scenes, everything_changed("en"), everything_changed("zh")):
        (HERE / "golden" / f"{scene.kind}-{scene.lang}.svg.html").write_text(draw(place(scene)), "utf-8")


def main(out: Path) -> None:
    """Write the gallery in light and dark."""
    figures = [draw(place(scene)) for scene in every()]
    out.write_text(page("default", figures), "utf-8")
    out.with_suffix(".dark.html").write_text(page("slate", figures), "utf-8")


if __name__ == "__main__":
    golden() if sys.argv[1] == "--golden" else main(Path(sys.argv[1]))
