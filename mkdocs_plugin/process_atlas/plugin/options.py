"""The plugin's options."""

from __future__ import annotations

from mkdocs.config import config_options as c
from mkdocs.config.base import BaseConfigOption, Config, ValidationError

from process_atlas.diagrams.cache import FOLDER
from process_atlas.history import READABLE


class Number(BaseConfigOption[int]):
    """A whole number within bounds."""

    def __init__(self, lowest: int, highest: int | None = None, default: int | None = None) -> None:
        super().__init__()
        self._lowest, self._highest, self.default = lowest, highest, default

    def run_validation(self, value: object) -> int:
        """The number. Raises ValidationError, which MkDocs tells with the option's name."""
        # YAML's `true` is a bool, which Python counts among the numbers.
        if isinstance(value, int) and not isinstance(value, bool) and self._holds(value):
            return value
        bounds = f"from {self._lowest} to {self._highest}" if self._highest else f"of at least {self._lowest}"
        raise ValidationError(f"a whole number {bounds} is needed, not {value!r}")

    def _holds(self, value: int) -> bool:
        return self._lowest <= value and (self._highest is None or value <= self._highest)


class Options(Config):
    """Options of the plugin in `mkdocs.yml`."""

    specs = c.Dir(exists=False, default="process_specs")
    navigation = c.Choice(("top", "section", "off", False), default="top")
    home = c.Optional(c.Type(str))
    edit_uri = c.Optional(c.Type(str))
    history = c.Optional(c.Type(bool))
    versions = Number(0, default=READABLE)
    jobs = c.Optional(Number(1, 64))
    cache = c.Type(bool, default=True)
    cache_dir = c.Type(str, default=FOLDER)
