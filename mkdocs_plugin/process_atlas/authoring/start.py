"""New specs and new catalogues from templates: which files are written, and with what text. Writes nothing itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from string import Template as Pattern

from pydantic import TypeAdapter, ValidationError

from process_atlas.authoring import library
from process_atlas.authoring.layout import lay_out
from process_atlas.authoring.library import PLACEHOLDER, PLACEHOLDER_SYSTEM, Template
from process_atlas.authoring.refused import Refused
from process_atlas.authoring.schema import as_text
from process_atlas.authoring.wording import Extent, as_yaml, edited, language_edits
from process_atlas.catalog import Key
from process_atlas.spec.load import Specs, validate
from process_atlas.spec.model import Manifest, Process, Role, Spec
from process_atlas.spec.source import SourceFile, extent, parse
from process_atlas.spec.values import Id
from process_atlas.spec.walk import references

SCHEMA = ".schema/atlas.json"
"""Where a folder of specs keeps the editors' schema; names with a dot are not read as specs."""

FOLDERS = {"process": "processes", "data": "data", "field": "fields", "role": "roles", "system": "systems"}
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user asked for. `titles` are by language, with `""` for every reader; empty means the template's."""

    kind: str
    id: str
    template: str
    titles: Mapping[str, str] = field(default_factory=dict)
    owner: str = ""


_AS_IT_IS = Wish("process", "", "")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is there already: the keys of specs, the ids that stand in for placeholders, titles, areas, files."""

    known: frozenset[Key]
    stand_ins: Mapping[Key, str]
    titles: frozenset[tuple[str, str]]
    areas: frozenset[str]
    taken: frozenset[str]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The files to write: text by path below the folder of the specs, and the specs in them, the wished ones first."""

    files: Mapping[str, str]
    specs: tuple[Key, ...]


def surroundings(specs: Specs, taken: Iterable[str], languages: Sequence[str] = ()) -> Surroundings:
    """What the specs of a folder mean for new ones. `taken` are its files, relative to it."""
    loaded = [each.spec for each in specs.loaded]
    known = {(spec.KIND, spec.id) for spec in loaded} | {(each.kind, each.id) for each in specs.broken}
    titles = {(spec.KIND, text) for spec in loaded for _, text in spec.title.by_language}
    areas = {area.id for area in specs.manifest.areas}
    langs = tuple(languages) or specs.manifest.languages
    return Surroundings(
        frozenset(known), _stand_ins(loaded), frozenset(titles), frozenset(areas), frozenset(taken), langs
    )


def _stand_ins(specs: Sequence[Spec]) -> dict[Key, str]:
    """What templates name under an id of their own, and the catalogue under another: whatever has the same title.

    Where templates have no better idea than a placeholder, the first that fits stands in.
    """
    found: dict[Key, str] = {}
    for key, part in library.parts().items():
        alike = [spec.id for spec in specs if _alike(spec, part.spec)]
        if alike and key[1] not in alike:
            found[key] = alike[0]
    owners = [spec.owner for spec in specs if isinstance(spec, Process)]
    roles = [*owners, *(spec.id for spec in specs if isinstance(spec, Role) and not spec.external)]
    systems = [spec.id for spec in specs if spec.KIND == "system"]
    first = {("role", PLACEHOLDER): roles, ("system", PLACEHOLDER_SYSTEM): systems}
    return found | {key: ids[0] for key, ids in first.items() if ids}


def _alike(spec: Spec, other: Spec) -> bool:
    """Whether both are about the same thing, as far as title and nature tell."""
    same = {text for _, text in spec.title.by_language} & {text for _, text in other.title.by_language}
    nature = [(getattr(each, "external", None), bool(getattr(each, "store", None))) for each in (spec, other)]
    return bool(same) and spec.KIND == other.KIND and nature[0] == nature[1]


def plan_new(wish: Wish, around: Surroundings) -> Plan:
    """The file of a new spec, and files for what its template names and nobody has written yet. Raises Refused."""
    id = _checked_id(wish.id)
    if any(kind == wish.kind and each.casefold() == id.casefold() for kind, each in around.known):
        raise Refused(f"there is a {wish.kind} '{id}' already", "choose another id, or change that spec")
    path = f"{FOLDERS[wish.kind]}/{id}.yaml"
    if path in around.taken:
        raise Refused(f"the file {path} is there already", "choose another id, or write the spec into that file")
    made = library.template(wish.kind, wish.template or library.DEFAULTS[wish.kind])
    if wish.owner and ("role", wish.owner) not in around.known:
        raise Refused(f"there is no role '{wish.owner}'", f"write it first: process-atlas new role {wish.owner}")
    main = _spec_text(made, id, wish, around)
    return _plan({path: main}, around, id)


def plan_catalog(templates: Iterable[str], title: str, languages: Sequence[str]) -> Plan:
    """The specs of a new catalogue: the manifest, processes from templates, and what they name. Raises Refused."""
    wanted = checked_languages(languages)
    made = [library.template("process", name) for name in dict.fromkeys(templates)]
    areas = frozenset(each.spec.area for each in made if each.spec.area)
    around = Surroundings(frozenset(), {}, frozenset(), areas, frozenset(), wanted)
    texts = {f"processes/{each.spec.id}.yaml": _spec_text(each, each.spec.id, _AS_IT_IS, around) for each in made}
    plan = _plan(texts, around, "")
    manifest = _file("catalog.yaml", [_manifest_text(title, areas, wanted)])
    return Plan({"catalog.yaml": manifest, **plan.files}, plan.specs)


def site_files(title: str, languages: Sequence[str]) -> dict[str, str]:
    """`mkdocs.yml` and a first page written by hand in each language that there is one for."""
    first = languages[0]
    chinese = any(_template_language(lang) == "zh" for lang in languages)
    search = ":\n" + _SEARCH if chinese else ""
    name = as_yaml({"": title or _default_title(first)})
    written = {lang: _template_language(lang) for lang in languages}
    pages = {
        f"docs/{'' if lang == first else f'{lang}/'}about.md": library.site_file(f"about.{known}.md")
        for lang, known in written.items()
        if known
    } or {"docs/about.md": library.site_file("about.en.md")}
    config = Pattern(library.site_file("mkdocs.yml"))
    return {"mkdocs.yml": config.substitute(title=name, language=_theme_language(first), search=search), **pages}


_SEARCH = """\
      lang: [zh, en]
      separator: '[\\s\\u200b\\u3000\\-_,:!=\\[\\]()"/、。，．？！；：（）]+'
      pipeline: [stopWordFilter]"""


def _default_title(lang: str) -> str:
    return _manifest().title.get(_template_language(lang) or "en")


def _manifest() -> Manifest:
    (document,), _ = parse(SourceFile("", library.site_file("catalog.yaml").encode()))
    manifest, found = validate(Manifest, document)
    if manifest is None:
        raise ValueError(*found)
    return manifest


def _checked_id(id: str) -> str:
    id = unicodedata.normalize("NFC", id)
    try:
        return TypeAdapter(Id).validate_python(id)
    except ValidationError:
        hint = "an id is made of letters, digits and single hyphens, 80 characters at most"
        raise Refused(f"'{id}' is not an id", hint) from None


def checked_languages(languages: Sequence[str]) -> tuple[str, ...]:
    """Language codes, each once. Raises Refused."""
    for lang in languages:
        if not _LANGUAGE.fullmatch(lang):
            raise Refused(f"'{lang}' is not a language code", "write codes such as en,zh")
    return tuple(dict.fromkeys(languages))


def _template_language(lang: str) -> str:
    """The language of the templates that a catalogue's language is served by, or nothing."""
    return next((known for known in ("en", "zh") if lang.split("-", maxsplit=1)[0] == known), "")


def _theme_language(lang: str) -> str:
    """The language of the theme's own words; as the pages' own, they are English where there are none."""
    return "zh-TW" if lang in ("zh-TW", "zh-Hant") else _template_language(lang) or "en"


def _wanted(languages: Iterable[str]) -> dict[str, str]:
    """The templates' languages that are wanted, with the codes they get; English where there is none of them."""
    found: dict[str, str] = {}
    for lang in languages:
        if _template_language(lang):
            found.setdefault(_template_language(lang), lang)
    return found or {"en": "en"}


def _spec_text(made: Template, id: str, wish: Wish, around: Surroundings) -> str:
    """The template as the wished spec: with its id, title, languages and owner."""
    text, spec = made.text, made.spec
    stand_ins = {**around.stand_ins, **({("role", PLACEHOLDER): wish.owner} if wish.owner else {})}
    edits = {extent(text, 0, ("id",)): id, **_stand_in_edits(made, stand_ins)}
    if wish.owner:
        edits |= dict([_owner_edit(text, spec, wish.owner)])
    if spec.area and spec.area not in around.areas:
        edits[extent(text, 0, ("area",), key=True)[0], extent(text, 0, ("area",))[1] + 1] = ""
    edits[extent(text, 0, ("title",))] = as_yaml(_title(made, id, wish, around))
    edits |= dict(language_edits(text, spec, _wanted(around.languages), skip=("title",)))
    return edited(text, edits)


def _stand_in_edits(made: Template, stand_ins: Mapping[Key, str]) -> dict[Extent, str]:
    """What makes a template name the catalogue's own specs."""
    named = ((extent(made.text, 0, each.loc), library.named_key(each)) for each in references(made.spec))
    return {at: stand_ins[key] for at, key in named if key in stand_ins}


def _owner_edit(text: str, spec: Spec, owner: str) -> tuple[Extent, str]:
    if spec.owner:
        return extent(text, 0, ("owner",)), owner
    end = extent(text, 0, ("status",))[1]
    return (end, end), f"\nowner: {owner}"


def _title(made: Template, id: str, wish: Wish, around: Surroundings) -> Mapping[str, str]:
    """The title as wished; else the template's if it says something and is free; else the id in words."""
    if wish.titles:
        return wish.titles
    titles = dict(made.spec.title.by_language)
    vague = bool(wish.id) and wish.template in ("", *library.DEFAULTS.values(), *library.VAGUE)
    if vague or any((made.spec.KIND, text) in around.titles for text in titles.values()):
        words = id.replace("-", " ")
        return {"": words[:1].upper() + words[1:]}
    wanted = _wanted(around.languages)
    return (
        {"": titles[next(iter(wanted))]} if len(wanted) == 1 else {code: titles[lang] for lang, code in wanted.items()}
    )


def _plan(texts: Mapping[str, str], around: Surroundings, id: str) -> Plan:
    """The wished specs' files and those of what they name, and the schema where there is none."""
    specs = [library.read(text).spec for text in texts.values()]
    keys = [(spec.KIND, spec.id) for spec in specs]
    needed = library.companions(specs, around.known | set(keys) | set(around.stand_ins))
    files = {path: _file(path, [text]) for path, text in texts.items()}
    for kind in dict.fromkeys(each.spec.KIND for each in needed):
        path = _free_path(FOLDERS[kind], id, {*around.taken, *files})
        group = [_companion_text(each, around) for each in needed if kind == each.spec.KIND]
        files[path] = _file(path, group)
    if SCHEMA not in around.taken:
        files[SCHEMA] = as_text()
    return Plan(files, (*keys, *(each.key for each in needed)))


def _free_path(folder: str, id: str, taken: set[str]) -> str:
    candidates: Iterator[str] = (f"{folder}/{id}-{number}.yaml" for number in range(2, 10_000))
    return next(path for path in (f"{folder}.yaml", f"{folder}/{id}.yaml", *candidates) if path not in taken)


def _companion_text(part: Template, around: Surroundings) -> str:
    edits = _stand_in_edits(part, around.stand_ins) | dict(
        language_edits(part.text, part.spec, _wanted(around.languages))
    )
    return edited(part.text, edits)


def _manifest_text(title: str, areas: Iterable[str], languages: Sequence[str]) -> str:
    text, manifest = library.site_file("catalog.yaml"), _manifest()
    edits: dict[Extent, str] = dict(language_edits(text, manifest, _wanted(languages)))
    edits[extent(text, 0, ("languages",))] = f"[{', '.join(languages)}]"
    if title:
        edits[extent(text, 0, ("title",))] = as_yaml({"": title})
    text = edited(text, edits)
    unused = [area.id for area in manifest.areas if area.id not in set(areas)]
    for id in unused:
        text = re.sub(rf"^  - \{{id: {id},.*\n", "", text, flags=re.MULTILINE)
    return text.replace("areas:\n", "") if len(unused) == len(manifest.areas) else text


def _file(path: str, texts: Sequence[str]) -> str:
    """The documents as one file, laid out, with the line that tells editors where the schema is."""
    up = "../" * path.count("/")
    head = f"# yaml-language-server: $schema={up}{SCHEMA}\n"
    text, found = lay_out(SourceFile(path, (head + "---\n".join(texts)).encode()))
    if text is None:
        raise ValueError(*found)
    return text
