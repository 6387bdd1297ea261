"""Compares two versions of a data structure or of a field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from process_atlas.analysis.diff.change import Change, Part
from process_atlas.analysis.diff.generic import list_changes, model_changes, same, set_or_lifted, title_change
from process_atlas.analysis.diff.place import Place
from process_atlas.analysis.diff.words import key_name, plain, quoted, shown, word
from process_atlas.spec.model import Data, EnumValue, FieldSpec, FieldUse, Group, Relation
from process_atlas.spec.values import Text

DATA_KEYS = frozenset({"groups", "relations"})
FIELD_KEYS = frozenset(
    "type required unique min_length max_length minimum maximum pattern values sensitivity unit refers_to".split()
)
"""The keys of structures and fields that are compared here."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a field stands in a structure."""

    group: Group
    use: FieldUse
    indices: tuple[int, int]


def data_changes(old: Data, new: Data, at: Place) -> Iterator[Change]:
    """The changes of groups, of the fields in them, and of relations."""
    yield from _group_changes(old, new, at.at("groups"))
    was, now = _spots(old), _spots(new)
    for id, spot in now.items():
        former = was.get(id)
        here = _field_place(at, id, spot, former)
        if former is None:
            required = at.names.required(at.names.new, id, spot.use.required)
            code = "required-field-added" if required else "field-added"
            yield here.change(code, None, quoted(spot.group.title))
        else:
            yield from _use_changes(former, spot, here)
    for id, spot in was.items():
        if id not in now:
            yield _field_place(at, id, None, spot).change("field-removed", quoted(spot.group.title))
    if _order(was, now) != _order(now, was):
        yield at.at("groups").change("order-changed", key=key_name("fields"))
    yield from _relation_changes(old, new, at.at("relations"))


def _order(side: Mapping[str, _Spot], other: Mapping[str, _Spot]) -> list[str]:
    return [id for id in side if id in other]


def _spots(data: Data) -> dict[str, _Spot]:
    spots: dict[str, _Spot] = {}
    for g, group in enumerate(data.groups):
        for f, use in enumerate(group.fields):
            spots.setdefault(use.field, _Spot(group, use, (g, f)))
    return spots


def _group_changes(old: Data, new: Data, at: Place) -> Iterator[Change]:
    was = {group.id: index for index, group in enumerate(old.groups)}
    now = {group.id: index for index, group in enumerate(new.groups)}
    for id, index in now.items():
        group, former = new.groups[index], was.get(id)
        here = at.item(Part.GROUP, id, group.title, new=index, old=former)
        if former is None:
            yield here.change("group-added", None, group.title)
        else:
            yield from model_changes(old.groups[former], group, here, skip=("id", "fields"))
    for id, index in was.items():
        if id not in now:
            title = old.groups[index].title
            yield at.item(Part.GROUP, id, title, new=None, old=index).change("group-removed", title)


def _field_place(at: Place, id: str, spot: _Spot | None, former: _Spot | None) -> Place:
    title = at.names.spec("field", id)
    loc, old_loc = (_spot_loc(each) for each in (spot, former))
    return replace(at, part=Part.FIELD, id=id, title=title, loc=loc, old_loc=old_loc)


def _spot_loc(spot: _Spot | None) -> tuple[str | int, ...]:
    return ("groups", spot.indices[0], "fields", spot.indices[1]) if spot else ("groups",)


def _use_changes(old: _Spot, new: _Spot, at: Place) -> Iterator[Change]:
    if old.group.id != new.group.id:
        yield at.change("field-moved", quoted(old.group.title), quoted(new.group.title))
    was = at.names.required(at.names.old, old.use.field, old.use.required)
    now = at.names.required(at.names.new, new.use.field, new.use.required)
    if was != now and old.use.required is not new.use.required:  # the field's own change is told with the field
        yield at.at("required").change("made-required" if now else "made-optional", shown(was), shown(now))
    yield from model_changes(old.use, new.use, at, skip=("field", "required"))


def _relation_changes(old: Data, new: Data, at: Place) -> Iterator[Change]:
    was, now = (_numbered(data.relations) for data in (old, new))
    for key, index in now.items():
        relation, former = new.relations[index], was.get(key)
        here = _relation_place(at, relation, index, former)
        if former is None:
            yield here.change("relation-added", None, quoted(here.title))
            continue
        before = old.relations[former]
        if before.kind is not relation.kind:
            yield here.at("kind").change("relation-changed", word(before.kind.value), word(relation.kind.value))
        yield from model_changes(before, relation, here, skip=("to", "kind"))
    for key, index in was.items():
        if key not in now:
            here = _relation_place(at, old.relations[index], None, index)
            yield here.change("relation-removed", quoted(here.title))


def _numbered(relations: tuple[Relation, ...]) -> dict[tuple[str, int], int]:
    """The place of each relation by its target, and by its number among those to the same target."""
    found: dict[tuple[str, int], int] = {}
    for index, relation in enumerate(relations):
        found[relation.to, sum(to == relation.to for to, _ in found)] = index
    return found


def _relation_place(at: Place, relation: Relation, index: int | None, former: int | None) -> Place:
    title = at.names.spec("data", relation.to)
    return at.item(Part.RELATION, relation.to, title, new=index, old=former)


# fields


def field_changes(old: FieldSpec, new: FieldSpec, at: Place) -> Iterator[Change]:
    """The changes of what a field may hold and who may see it."""
    if old.type is not new.type:
        yield at.at("type").change("type-changed", word(old.type.value), word(new.type.value))
    if old.required is not new.required:
        code = "made-required" if new.required else "made-optional"
        yield at.at("required").change(code, shown(old.required), shown(new.required))
    if old.unique is not new.unique:
        code = "made-unique" if new.unique else "made-repeatable"
        yield at.at("unique").change(code, shown(old.unique), shown(new.unique))
    if old.sensitivity is not new.sensitivity:
        code = "sensitivity-raised" if new.sensitivity.rank > old.sensitivity.rank else "sensitivity-lowered"
        yield at.at("sensitivity").change(code, word(old.sensitivity.value), word(new.sensitivity.value))
    for key, upper in (("min_length", False), ("max_length", True), ("minimum", False), ("maximum", True)):
        yield from _bound_change(key, getattr(old, key), getattr(new, key), upper, at.at(key))
    if old.pattern != new.pattern:
        code = "pattern-changed" if new.pattern else "pattern-removed"
        before, after = (plain(each) if each else None for each in (old.pattern, new.pattern))
        yield at.at("pattern").change(code, before, after)
    yield from _meaning_changes(old, new, at)
    yield from _choice_changes(old.values, new.values, at.at("values"))


def _bound_change(key: str, old: float | None, new: float | None, upper: bool, at: Place) -> Iterator[Change]:
    if old == new:
        return
    tighter = old is None or (new is not None and (new < old if upper else new > old))
    before, after = (None if each is None else shown(float(each)) for each in (old, new))
    code = "bound-tightened" if tighter else "bound-loosened"
    yield at.change(code, before, after, told=set_or_lifted(before, after), key=key_name(key))


def _meaning_changes(old: FieldSpec, new: FieldSpec, at: Place) -> Iterator[Change]:
    if not same(old.unit, new.unit):
        yield _meaning_change("unit", old.unit, new.unit, at)
    if old.refers_to != new.refers_to:
        ids = (old.refers_to, new.refers_to)
        before, after = (at.names.ref("data", id) if id else None for id in ids)
        yield _meaning_change("refers_to", before, after, at)


def _meaning_change(key: str, before: Text | None, after: Text | None, at: Place) -> Change:
    told = set_or_lifted(before, after)
    return at.at(key).change("meaning-changed", before, after, told=told, key=key_name(key))


def _choice_changes(old: tuple[EnumValue, ...], new: tuple[EnumValue, ...], at: Place) -> Iterator[Change]:
    was = {each.value: index for index, each in enumerate(old)}
    now = {each.value: index for index, each in enumerate(new)}
    for value, index in now.items():
        former = was.get(value)
        here = _choice_place(at, new[index], index, former)
        if former is None:
            yield here.change("choice-added", None, quoted(here.title))
        else:
            yield from _choice_change(old[former], new[index], here)
    for value, index in was.items():
        if value not in now:
            here = _choice_place(at, old[index], None, index)
            yield here.change("choice-removed", quoted(here.title))
    yield from list_changes("values", "", _both(was, now), _both(now, was), at)


def _both(side: Mapping[str, int], other: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(value for value in side if value in other)


def _choice_change(old: EnumValue, new: EnumValue, at: Place) -> Iterator[Change]:
    if old.title and new.title and not same(old.title, new.title):
        yield title_change("title-changed", "title", old.title, new.title, at.at("title"))
        yield from model_changes(old, new, at, skip=("title",))
    else:
        yield from model_changes(old, new, at)


def _choice_place(at: Place, value: EnumValue, index: int | None, former: int | None) -> Place:
    title = value.title or plain(value.value)
    return at.item(Part.VALUE, value.value, title, new=index, old=former)
