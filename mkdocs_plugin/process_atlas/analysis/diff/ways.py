"""Which ways out of a step are the same in two versions of a process, and which are gone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from process_atlas.analysis.diff.process import Sides
from process_atlas.analysis.diff.routes import paired_outcomes
from process_atlas.analysis.flow import Way, WayKind
from process_atlas.spec.model import Branch
from process_atlas.spec.values import Text

Ids = Callable[[str], str]
"""The id of a step in both versions taken together."""


class WayPairs:
    """The ways out of one step: `before` in the old version, `after` in the new one; empty where it is not there."""

    def __init__(self, sides: Sides, before: Iterable[Way], after: Iterable[Way], of_old: Ids, of_new: Ids) -> None:
        """`of_old` and `of_new` give the ids that steps of each side have in the whole."""
        self._sides, self._before, self._after = sides, tuple(before), tuple(after)
        self._of_old, self._of_new = of_old, of_new
        self._was: dict[Way, Way] = {}
        self._heirs: dict[Way, tuple[Way, ...]] = {}
        self._pair_outcomes()
        self._pair_others()

    def was(self, way: Way) -> Way | None:
        """The old way that a way of the new version is."""
        return self._was.get(way)

    def gone(self) -> Iterator[Way]:
        """The old ways that the new version does not have, not even with new steps on them."""
        kept = set(self._was.values())
        for way in self._before:
            target = self._of_old(way.target)
            heirs = tuple(each.target for each in self._heirs.get(way, ()))
            if way not in kept and target not in self._sides.after.ends(heirs):
                yield way

    def _pair_outcomes(self) -> None:
        """Outcomes go by name; one that leads elsewhere now has an heir, but is another way."""
        old, new = (_outcomes(ways) for ways in (self._before, self._after))
        if not (old and new):
            return
        before, after = self._sides.before, self._sides.after
        source, now = next(iter(old.values())).source, next(iter(new.values())).source
        branches = before.flow.steps[source].branches, after.flow.steps[now].branches
        for was, branch in paired_outcomes(before, after, *branches)[0]:
            way, heir = old[_key(was)], new[_key(branch)]
            self._heirs[way] = (heir,)
            if self._same_target(way, heir):
                self._was.setdefault(heir, way)

    def _pair_others(self) -> None:
        """Other ways are the same if they are of a kind and lead to the same step; an outcome may become the way on."""
        for alike in (_of_a_kind, _both_regular):
            for way in self._before:
                if way in self._was.values() or (way.kind is WayKind.BRANCH and way in self._heirs):
                    continue
                heirs = tuple(each for each in self._after if alike(way, each))
                if way.kind is not WayKind.BRANCH:
                    self._heirs.setdefault(way, heirs)
                found = next((each for each in heirs if each not in self._was and self._same_target(way, each)), None)
                if found:
                    self._was[found] = way

    def _same_target(self, old: Way, new: Way) -> bool:
        return self._of_old(old.target) == self._of_new(new.target)


def _outcomes(ways: Iterable[Way]) -> dict[tuple[str, Text | None], Way]:
    return {(way.target, way.label): way for way in ways if way.kind is WayKind.BRANCH}


def _key(branch: Branch) -> tuple[str, Text | None]:
    return branch.next, branch.when


def _of_a_kind(one: Way, other: Way) -> bool:
    return one.kind is other.kind


def _both_regular(one: Way, other: Way) -> bool:
    return WayKind.OVERDUE not in (one.kind, other.kind)
