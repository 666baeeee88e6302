"""Practices that an organisation gave a name: what stands in quotation marks after a doing word.

A name that an organisation was given (获评“市级文明单位”) is no practice of its.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from assistant.names import label_of
from assistant.records import Role
from assistant.sentence_ends import split_sentences
from assistant.sentences import Sentence
from assistant.store import ChunkRow
from assistant.text import fold

NAME = re.compile(r"[“「『\"]([\u4e00-\u9fff]{3,10})[”」』\"]")
PER_ORGANISATION = 8
_ROLES = (Role.WORK, Role.RESULTS, Role.OTHER)
_MADE = re.compile(
    "开[展办设启讲]|推[行出广动]|实[行施]|创[新办建设立]|打造|组[建织]|设[立置]|成立|举[办行]|召开"
    "|探索|采取|聘请|编印|评选|选树|拍摄|制定|改[造成]|建[立成起设]|办[起好]|形成|发起"
)
_GIVEN = re.compile("评为|获评|荣获|授予|称号|获得|入选|简称")
_NEAR = 24  # characters before a name in which its doing word stands


def named_practices(rows: Sequence[ChunkRow]) -> list[tuple[str, Sentence]]:
    """(name, sentence that tells of it), each name once per organisation, in row order."""
    seen: set[tuple[str, str]] = set()
    count: dict[str, int] = defaultdict(int)
    found = []
    for row in rows:
        if row.role not in _ROLES:
            continue
        owner = label_of(row)
        for start, end in split_sentences(row.chunk.text):
            text = row.chunk.text[start:end]
            for name in names_in(text):
                if (owner, name) not in seen and count[owner] < PER_ORGANISATION:
                    seen.add((owner, name))
                    count[owner] += 1
                    at = row.chunk.start
                    found.append((name, Sentence(row, at + start, at + end, text)))
    return found


def names_in(text: str) -> list[str]:
    """The names of practices in a sentence."""
    names = []
    folded = fold(text)
    for match in NAME.finditer(text):
        before = folded[max(0, match.start() - _NEAR) : match.start()]
        clause = re.split("[，。；：、]", before)[-1]
        if _MADE.search(clause) and not _GIVEN.search(clause):
            names.append(match[1])
    return names
