"""The templates that come with Process Atlas, and the roles, data, fields and systems that they name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from process_atlas.authoring.refused import Refused
from process_atlas.catalog import Key
from process_atlas.spec import hints
from process_atlas.spec.load import read_spec
from process_atlas.spec.model import Spec
from process_atlas.spec.source import SourceFile, parse
from process_atlas.spec.walk import Reference, references

DEFAULTS = {"process": "blank", "data": "document", "field": "text", "role": "internal", "system": "tool"}
"""The template of each kind when none is asked for."""

VAGUE = ("store", "choice", "external")
"""Templates besides the defaults that know nothing of what they are for, so that a title is made from the id."""

PLACEHOLDER, PLACEHOLDER_SYSTEM = "process-owner", "record-system"
"""The role and the system that templates name where they cannot know better."""


@dataclass(frozen=True, slots=True)
class Template:
    """One spec of the library: the text of its document, and what it reads as."""

    spec: Spec
    text: str

    @property
    def key(self) -> Key:
        """Kind and id, as the library has it."""
        return self.spec.KIND, self.spec.id


def site_file(name: str) -> str:
    """The text of a file that `init` writes."""
    return _folder().joinpath("start", name).read_text(encoding="utf-8")


def names(kind: str) -> list[str]:
    """The templates of a kind, the default first."""
    found = (each.name.removesuffix(".yaml") for each in _folder().joinpath(kind).iterdir())
    return sorted(found, key=lambda name: (name != DEFAULTS[kind], name))


def template(kind: str, name: str) -> Template:
    """A template by its name. Raises Refused."""
    known = names(kind)
    if name not in known:
        hint = hints.did_you_mean(name, known) or f"templates for {kind}: {', '.join(known)}"
        raise Refused(f"there is no template '{name}' for a {kind}", hint)
    return read(_folder().joinpath(kind, f"{name}.yaml").read_text(encoding="utf-8"))


def companions(specs: Iterable[Spec], known: Collection[Key]) -> list[Template]:
    """What specs name, directly or not, that is not known yet and that the library has, in the library's order."""
    named, needed = parts(), set[Key]()
    waiting = [*specs]
    while waiting:
        for key in _named_by(waiting.pop()):
            if key in named and key not in known and key not in needed:
                needed.add(key)
                waiting.append(named[key].spec)
    return [part for key, part in named.items() if key in needed]


def _named_by(spec: Spec) -> Iterator[Key]:
    return (named_key(reference) for reference in references(spec))


def named_key(reference: Reference) -> Key:
    """The key of the spec that a reference in a template names; templates name data as a whole, and no processes."""
    if reference.to == "data-part":
        return "data", reference.target.partition(".")[0]
    return "role" if reference.to == "party" else reference.to, reference.target


@cache
def parts() -> dict[Key, Template]:
    """The specs that templates name, by kind and id."""
    found: dict[Key, Template] = {}
    for name in ("roles", "systems", "data", "fields"):
        text = _folder().joinpath("parts", f"{name}.yaml").read_text(encoding="utf-8")
        found |= {part.key: part for part in map(read, text.split("---\n"))}
    return found


def read(text: str) -> Template:
    """The template that a text of one document is."""
    (document,), _ = parse(SourceFile("", text.encode()))
    spec, found = read_spec(document)
    if spec is None:
        raise ValueError(*found)
    return Template(spec, text)


def _folder() -> Traversable:
    return files("process_atlas.authoring").joinpath("templates")
