"""A wording in both languages: the Chinese string itself, with the English beside it."""

from __future__ import annotations


class Text(str):
    """A Chinese wording with the English one beside it."""

    __slots__ = ("en",)
    en: str

    def __new__(cls, chinese: str, english: str) -> Text:
        """The Chinese wording, remembering the English one."""
        text = super().__new__(cls, chinese)
        text.en = english
        return text

    def __reduce__(self) -> tuple[type[Text], tuple[str, str]]:
        """What a copy is made from."""
        return Text, (str(self), self.en)
