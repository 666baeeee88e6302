"""How characters sound and how common they are: what tells a slip of the pen from another name."""

from __future__ import annotations


def is_common(character: str) -> bool:
    """Whether a character is of GB 2312 level 1, the 3,755 commonest."""
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return len(code) == 2 and 0xB0 <= code[0] <= 0xD7


def sound_alike(a: str, b: str) -> bool:
    """Whether two characters share a reading, tones and the usual confusions aside."""
    return bool(readings(a) & readings(b))


def readings(character: str) -> set[str]:
    """The readings of a character without tones and the usual confusions."""
    from pypinyin import Style  # 0.14 s: only where a name was not found as written
    from pypinyin import pinyin as spoken

    found = spoken(character, style=Style.NORMAL, heteronym=True)
    return {_plain_sound(sound) for sound in found[0]}


def _plain_sound(sound: str) -> str:
    """A syllable without the differences that many speakers do not hear (zh/z, ng/n)."""
    for heard, written in (("z", "zh"), ("c", "ch"), ("s", "sh"), ("n", "ng")):
        sound = sound.replace(written, heard)
    return sound


def pinyin(text: str) -> str:
    """The usual reading of a text in Latin letters, without tones."""
    from pypinyin import lazy_pinyin  # 0.14 s: only for questions in Latin letters

    return "".join(lazy_pinyin(text))
