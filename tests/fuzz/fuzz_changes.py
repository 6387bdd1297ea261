"""Changes to valid files: to their bytes, and to their nodes."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import yaml
from fuzz_specs import HOSTILE
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from small import SMALL
from support import ROOT, SPECS

BYTES = (
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\t",
    b"\r",
    b"&a [*a, *a]",
    b"<<: *a\n",
    b"!!python/object:x ",
    b"---\n",
)
MARKS = (
    b": ",
    b"- ",
    b"{",
    b"[",
    b"]",
    b"}",
    b"|",
    b">",
    b"'",
    b'"',
    b"#",
    b"\n",
    "：".encode(),
    "　".encode(),
    b"*a",
    b"&a ",
)
Nodes = list[Any]


@cache
def originals() -> tuple[tuple[str, bytes], ...]:
    """Valid files: the small catalogue's, the sample's, and those with one mistake each."""
    bad = sorted((ROOT / "tests" / "bad_specs").glob("*.yaml"))
    found = [
        (f"sample/{path.relative_to(SPECS).as_posix()}", path.read_bytes()) for path in sorted(SPECS.rglob("*.yaml"))
    ]
    return (
        *((name, text.encode()) for name, text in SMALL.items()),
        *found,
        *((path.name, path.read_bytes()) for path in bad),
    )


def catalogues(change: Callable[[bytes, random.Random], bytes]) -> SearchStrategy[dict[str, bytes]]:
    """The small catalogue with one of its files changed, or with a changed file of the sample beside it."""
    return st.builds(
        lambda which, seed: _with(which, change, random.Random(seed)),
        st.sampled_from(originals()),
        st.integers(0, 1 << 30),
    )


def _with(
    which: tuple[str, bytes], change: Callable[[bytes, random.Random], bytes], chance: random.Random
) -> dict[str, bytes]:
    name, content = which
    return {path: text.encode() for path, text in SMALL.items()} | {name: change(content, chance)}


def changed_bytes(content: bytes, chance: random.Random) -> bytes:
    """The content with up to six places changed."""
    held = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at = chance.randint(0, len(held))
        end = min(len(held), at + chance.choice((1, 1, 3, 20, 200)))
        match chance.randrange(6):
            case 0:
                held[at:end] = b""
            case 1:
                held[at:at] = held[at:end] * chance.choice((1, 2, 50))
            case 2:
                held[at:at] = chance.choice(BYTES + MARKS)
            case 3:
                held[at:end] = bytes(chance.randrange(256) for _ in range(end - at))
            case 4:
                del held[chance.randint(at, len(held)) :]
            case _:
                other = chance.randint(0, len(held))
                held[at:end], held[other : other + 20] = held[other : other + 20], held[at:end]
    return bytes(held)


def changed_nodes(content: bytes, chance: random.Random) -> bytes:
    """The content with up to six nodes dropped, given twice, swapped, of another type, or with hostile text."""
    try:
        documents: Nodes = list(yaml.load_all(content, yaml.CBaseLoader))
    except yaml.YAMLError:
        return changed_bytes(content, chance)
    for _ in range(chance.randint(1, 6)):
        places = list(_places(documents))
        if places:
            _change(*chance.choice(places), places, chance)
    written: str = yaml.safe_dump_all(documents, allow_unicode=True, sort_keys=False, width=1000)
    return written.encode("utf-8", "surrogatepass")


def _places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a tree, as what holds it and its key."""
    if isinstance(node, dict | list):
        for key in list(node) if isinstance(node, dict) else range(len(node)):
            yield node, key
            yield from _places(node[key])


def _change(holder: Any, key: Any, places: list[tuple[Any, Any]], chance: random.Random) -> None:
    match chance.randrange(6):
        case 0:
            del holder[key]
        case 1 if isinstance(holder, list):
            holder.insert(key, holder[key])
        case 1 | 2:
            other, its_key = chance.choice(places)
            holder[key] = _copy(other[its_key])
        case 3:
            holder[key] = chance.choice(
                ([holder[key]], {"x": holder[key]}, None, "", [], {}, 7, True, 1e300, "2026-02-30")
            )
        case 4:
            holder[key] = chance.choice(HOSTILE)
        case _ if isinstance(holder, dict):
            holder[chance.choice(HOSTILE)[:120]] = holder.pop(key)
        case _:
            holder.reverse()


def _copy(node: Any) -> Any:
    """A copy without shared parts, so that no tree comes to hold itself."""
    if isinstance(node, dict):
        return {key: _copy(each) for key, each in node.items()}
    return [_copy(each) for each in node] if isinstance(node, list) else node
