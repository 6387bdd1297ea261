"""Where a comparison stands: in which part of a spec, at which place on each side; it puts changes into words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from process_atlas.analysis.diff.change import Change, Part
from process_atlas.analysis.diff.numbers import Size
from process_atlas.analysis.diff.rules import RULES, sentence
from process_atlas.analysis.diff.state import Names
from process_atlas.analysis.diff.words import NOTHING, both, capital, quoted, word
from process_atlas.said import LANGUAGES, spaced
from process_atlas.spec.source import Location
from process_atlas.spec.values import Text

_COLON = {"en": ": ", "zh": "："}
_STOP = {"en": ".", "zh": "。"}


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a spec that is compared. `loc` is its place in the new spec, `old_loc` in the old one.

    `title` is what the part is called; for a field, which stands in other specs by its id, that of the field.
    """

    names: Names
    part: Part = Part.WHOLE
    id: str = ""
    title: Text = NOTHING
    loc: Location = ()
    old_loc: Location = ()
    roles: tuple[str, ...] = ()

    def at(self, *keys: str | int) -> Place:
        """The same part, at a place inside it that is the same on both sides."""
        return replace(self, loc=(*self.loc, *keys), old_loc=(*self.old_loc, *keys))

    def item(self, part: Part, id: str, title: Text, *, new: int | None, old: int | None) -> Place:
        """An item of the list that stands here, by its index on each side; None where it is not there."""
        loc = self.loc if new is None else (*self.loc, new)
        old_loc = self.old_loc if old is None else (*self.old_loc, old)
        return replace(self, part=part, id=id, title=title, loc=loc, old_loc=old_loc)

    def change(
        self,
        code: str,
        before: Text | None = None,
        after: Text | None = None,
        *,
        size: Size | None = None,
        told: str | tuple[str, str] = "",
        **words: Text,
    ) -> Change:
        """A change here. `size` overrides the rule's class; `told` names a rule or phrase whose sentence fits better,
        or one for each language; `words` fill the sentence beside `a` (before) and `b` (after).
        """
        rule = RULES[code]
        values = {"a": before or NOTHING, "b": after or NOTHING, "it": self._it(), **words}
        codes = told if isinstance(told, tuple) else (told or code, told or code)
        sentence, brief = self._sentence(codes, values, named=True), self._sentence(codes, values, named=False)
        size = rule.size if size is None else size
        return Change(
            code, size, self.part, self.id, self.loc, self.old_loc, before, after, self.roles, sentence, brief
        )

    def _it(self) -> Text:
        kind, title = word(self.part.value), quoted(self.title)
        if self.part is Part.RELATION:
            return both(f"the relation to {title.get('en')}", f"与{title.get('zh')}的关系")
        return both(f"{kind.get('en')} {title.get('en')}", f"{kind.get('zh')}{title.get('zh')}")

    def _sentence(self, codes: tuple[str, str], values: dict[str, Text], named: bool) -> Text:
        told = []
        for index, lang in enumerate(LANGUAGES):
            template = sentence(codes[index])[index]
            text = spaced(template, {name: value.get(lang) for name, value in values.items()})
            if named and self.part is not Part.WHOLE and "{it}" not in template:
                text = f"{values['it'].get(lang)}{_COLON[lang]}{text}"
            told.append(capital(text) + _STOP[lang])
        return both(*told)
