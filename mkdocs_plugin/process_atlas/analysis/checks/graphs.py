"""Walks over directed graphs that several rules share. All are linear in nodes and arrows."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

N = TypeVar("N", bound=Hashable)


def reached(starts: Iterable[N], following: Callable[[N], Iterable[N]]) -> set[N]:
    """Every node that can be reached from the starts, the starts with them."""
    seen = set(starts)
    waiting = list(seen)
    while waiting:
        for node in following(waiting.pop()):
            if node not in seen:
                seen.add(node)
                waiting.append(node)
    return seen


def cycles(graph: Mapping[N, Sequence[N]]) -> Iterator[tuple[N, ...]]:
    """A cycle for every arrow that leads back to where the walk came from; none exactly if there is no cycle."""
    done: set[N] = set()
    for root in graph:
        if root in done:
            continue
        path: dict[N, Iterator[N]] = {root: iter(graph[root])}
        while path:
            node, following = next(reversed(path.items()))
            after = next(following, None)
            if after is None:
                done.add(node)
                del path[node]
            elif after in path:
                nodes = tuple(path)
                yield nodes[nodes.index(after) :]
            elif after not in done:
                path[after] = iter(graph.get(after, ()))
