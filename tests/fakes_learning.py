"""Records of alike practices and of a matrix, as the page's tests need them."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.practice_records import (
    AlikeText,
    Cell,
    FigureCell,
    FoundTheme,
    FoundThemes,
    LikenessParts,
    Matrix,
    MatrixRow,
    NamedPractice,
    Practice,
    Shared,
    SimilarHit,
    SimilarPractices,
    Theme,
)
from assistant.records import Citation, Evidence, Role, Strength
from tests.fakes_ui import FakeAssistant

PRACTICE = "农闲时在田埂上开课堂宣讲"
PASSAGE = "赶集日在院坝宣讲，老支书主讲，听众900人。"


def citation(passage=PASSAGE, organisation="梅岭乡", title="梅岭乡2021年总结"):
    """A citation whose document is named after its organisation."""
    return Citation(1, f"d-{organisation}", "甲.md", title, organisation, ("一、做法",), passage,
                    10, 10 + len(passage), 0.7, "第 3 段")  # fmt: skip


def shared(practice, passage, cosine, strength=Strength.STRONG):
    """What two texts share, found in PRACTICE and PASSAGE."""
    here, there = PRACTICE.index(practice), PASSAGE.index(passage)
    return Shared((here, here + len(practice)), (there, there + len(passage)), practice, passage,
                  cosine, strength)  # fmt: skip


def hit(rank=1, organisation="梅岭乡", **changed):
    """One organisation's passage: a shared word, a like one, and what it adds."""
    values = {
        "rank": rank,
        "organisation": organisation,
        "score": 0.7,
        "parts": LikenessParts(0.62, 0.5, 1.0),
        "strength": Strength.STRONG,
        "citation": citation(organisation=organisation),
        "shared": (
            shared("农闲", "赶集日", 0.55, Strength.WEAK),
            shared("宣讲", "宣讲", 1.0),
        ),
        "adds": "老支书主讲，",
        "adds_span": (9, 15),
        "more": (),
        "copies": (),
    }
    return SimilarHit(**{**values, **changed})


def similar(*hits, source=None, further=0, not_found=("丁镇",), unreadable=0):
    """A result with these hits."""
    practice = Practice(PRACTICE, source, ("青石镇",))
    return SimilarPractices(practice, hits, further, not_found, 19, unreadable, 12.0)


THEMES = (
    Theme("走访", ("走访慰问",), ("户",)),
    Theme("宣讲", ("讲党课",), ("场",)),
    Theme("问题", (), (), (Role.PROBLEMS,)),
)
NONE = Cell(Evidence.NOT_FOUND, Strength.WEAK, 0.0, None)
UNREAD = Cell(Evidence.UNREADABLE, Strength.WEAK, 0.0, None)


def cell(passage, organisation, strength=Strength.STRONG, title="2021年总结"):
    """A found cell."""
    return Cell(Evidence.FOUND, strength, 0.9, citation(passage, organisation, title))


def figure(written, value, measure, found):
    """A number of a cell's sentence."""
    return FigureCell(written, measure, value, found.citation)


def matrix():
    """Three organisations and an unreadable file: 2, 1 and 0 themes, 12 + 近30户 and XX户."""
    jia = cell("走访慰问老人12户。", "甲镇")
    yi = cell("春节前，组织干部走访慰问近30户。", "乙镇", Strength.MEDIUM, "2022年总结")
    bing = cell("走访慰问XX户。", "丙镇", Strength.WEAK)
    talk = cell("讲党课5场。", "乙镇")
    return Matrix(
        THEMES,
        (
            MatrixRow("丙镇", (bing, NONE, NONE), (figure("XX户", None, "户", bing), None, None)),
            MatrixRow("乙镇", (yi, talk, NONE), (figure("30户", 30.0, "户", yi), None, None)),
            MatrixRow("甲镇", (jia, NONE, NONE), (figure("12户", 12.0, "户", jia), None, None)),
            MatrixRow("坏.doc", (UNREAD,) * 3, (None,) * 3),
        ),
        3.0,
    )


class LearningAssistant(FakeAssistant):
    """The fake library with what is learnt from it: always the same records."""

    def similar(self, text: str, limit: int = 10) -> SimilarPractices:
        known = citation(PRACTICE, "青石镇")
        first = hit(copies=("甲镇", "乙镇"), more=(citation(),))
        levels = [hit(n, strength=s) for n, s in enumerate(Strength, 2)]
        return similar(first, *levels, source=known, further=3, unreadable=1)

    def compare(self, themes: Sequence[str] = ()) -> Matrix:
        return matrix()

    def known_themes(self) -> tuple[Theme, ...]:
        return THEMES

    def named_practices(self) -> tuple[NamedPractice, ...]:
        return (NamedPractice("田间课堂", citation()),) * 30

    def themes(self) -> FoundThemes:
        cited = (citation(),) * 3
        common = FoundTheme(("走访", "老人"), ("甲镇", "乙镇", "丙镇"), cited, 2)
        return FoundThemes((common,), (FoundTheme(("三榜公示",), ("丁镇",), cited[:1], 0),), 6, 1.0)

    def duplicates(self) -> tuple[AlikeText, ...]:
        return (AlikeText((citation(),) * 2, ("甲镇", "乙镇"), 0.87),)

    def common_soon(self) -> FoundThemes | None:
        return self.themes()

    def alone_soon(self) -> FoundThemes | None:
        return self.themes()

    def duplicates_soon(self) -> tuple[AlikeText, ...] | None:
        return self.duplicates()
