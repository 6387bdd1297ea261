"""What readers have to fetch: the weight of a built MkDocs site's pages, scripts, styles and search index."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

OURS = Path("assets") / "process-atlas"
INDEX = Path("search") / "search_index.json"


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes as they lie on the server, and as they are sent when packed with gzip."""

    raw: int
    packed: int

    @classmethod
    def of(cls, files: Iterable[Path]) -> Weight:
        """The weight of files together, each packed alone."""
        contents = [each.read_bytes() for each in files]
        return cls(sum(map(len, contents)), sum(len(gzip.compress(each, 6, mtime=0)) for each in contents))


@dataclass(frozen=True, slots=True)
class SiteWeight:
    """A site as readers fetch it. Scripts and styles are ours, `theme` those that the theme adds.

    `page` is the process page in the middle, `heaviest` the one that weighs most; both with their drawings. `overview`
    is the heaviest page of all others.
    """

    pages: int
    page: Weight
    heaviest: Weight
    heaviest_page: str
    overview: Weight
    overview_page: str
    scripts: Weight
    styles: Weight
    theme: Weight
    index: Weight

    @property
    def index_a_page(self) -> float:
        """Bytes of the search index for each page of the site."""
        return self.index.raw / self.pages


def weigh(site: Path) -> SiteWeight:
    """Weigh a built site. Raises ValueError when it has no process page."""
    pages = process_pages(site)
    if not pages:
        raise ValueError(f"{site} has no page of a process")
    weights = {page: Weight.of([page]) for page in pages}
    heaviest = max(weights, key=lambda page: weights[page].raw)
    others = [page for page in site.rglob("index.html") if page not in weights]
    overview = max(others or pages, key=lambda page: page.stat().st_size)
    middle = median([each.raw for each in weights.values()])
    typical = min(weights.values(), key=lambda each: abs(each.raw - middle))
    theme = [*site.glob("assets/javascripts/bundle.*.js"), *site.glob("assets/stylesheets/*.css")]
    return SiteWeight(
        pages=sum(1 for _ in site.rglob("index.html")),
        page=typical,
        heaviest=weights[heaviest],
        heaviest_page=heaviest.parent.relative_to(site).as_posix(),
        overview=Weight.of([overview]),
        overview_page=overview.parent.relative_to(site).as_posix(),
        scripts=Weight.of((site / OURS).glob("*.js")),
        styles=Weight.of((site / OURS).glob("*.css")),
        theme=Weight.of(theme),
        index=Weight.of([site / INDEX] if (site / INDEX).is_file() else []),
    )


def process_pages(site: Path) -> list[Path]:
    """The pages of processes in the site's first language."""
    return sorted((site / "processes").glob("*/index.html"))
