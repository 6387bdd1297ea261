"""Where a link of a spec may lead: the one allow-list, for Markdown and for every key that holds an address."""

from __future__ import annotations

import re

from pydantic import AfterValidator

from process_atlas.spec.mistake import mistake

SCHEMES = ("http", "https", "mailto", "tel")
"""What an absolute address may begin with."""

_SCHEME = re.compile(r"[a-z][a-z0-9+.\-]*:", re.IGNORECASE)
_ALLOWED = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_EXTERNAL = re.compile(r"https?://", re.IGNORECASE)
# Spaces and control characters, which browsers take out before they look for a scheme; characters that hide or turn
# what is shown; backslashes, which browsers read as slashes; two slashes, which lead to another host.
_UNSAFE = re.compile(
    "[\x00-\x20\x7f-\xa0\xad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\\\\]|^//"
)
_NAME_BEFORE_HOST = re.compile(r"https?://[^/?#]*@", re.IGNORECASE)


def is_safe_address(url: str) -> bool:
    """Whether a link may lead there: http, https, mailto, tel, or an address inside the site."""
    if _UNSAFE.search(url) or _NAME_BEFORE_HOST.match(url):
        return False
    return bool(_ALLOWED.match(url)) or not _SCHEME.match(url)


def is_external(url: str) -> bool:
    """Whether an address leads out of the site to another one."""
    return bool(_EXTERNAL.match(url))


def _safe(url: str) -> str:
    if not is_safe_address(url):
        raise mistake(
            "address",
            "'{given}' is no address that a reader may be sent to",
            "“{given}”不是可以让读者打开的地址",
            given=url,
        )
    return url


def _safe_template(url: str) -> str:
    _safe(_GAP.sub("", url))
    return _safe(url)


_GAP = re.compile(r"\{[a-z]*\}")
SafeAddress = AfterValidator(_safe)
"""Marks a text of a model as an address that `is_safe_address` allows."""
SafeTemplate = AfterValidator(_safe_template)
"""The same for an address with gaps such as `{id}`, filled or not."""
