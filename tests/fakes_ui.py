"""An assistant for the page's tests: three documents, answers by a table of known questions."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.config import Settings
from assistant.corrections import Correction, Place
from assistant.errors import UnknownDocument, UnknownOrganisation
from assistant.health import DocumentHealth, FileHealth, FileState
from assistant.keeping import RemovedFile
from assistant.records import (
    Answer,
    Citation,
    Document,
    DocumentSummary,
    Evidence,
    Explanation,
    FileOutcome,
    Hit,
    IndexReport,
    Kind,
    LibraryStatus,
    OrganisationEvidence,
    Outcome,
    Progress,
    RemovedLine,
    Request,
    Scores,
    Status,
    Strength,
    Table,
    VerifyReport,
)
from assistant.upkeep import Storage
from assistant.why_records import (
    Basis,
    ChunkWhy,
    Explained,
    Feature,
    FoundWord,
    Ground,
    Odds,
    Part,
    PlaceWhy,
    SentenceWhy,
    TokenPair,
    Where,
    Why,
)
from tests.fakes import fake_models
from tests.fakes_documents import ORGANISATIONS, make_document


class FakeAssistant:
    """Finds the sentences that hold a keyword of the question; no evidence otherwise."""

    def __init__(self, path: Path, *, empty: bool = False, seconds_per_file: float = 0.0) -> None:
        self.path = path
        self.settings = Settings(library=path)
        self.models = fake_models()
        self.seconds_per_file = seconds_per_file
        self.asked: list[Request] = []
        self.generation = 1
        self.unreadable: list[tuple[str, str]] = [
            ("旧文件/2019年总结.doc", "是 Word 97 格式，请用 Word 或 WPS 另存为 .docx")
        ]
        self._documents: dict[str, Document] = {}
        self.corrected: dict[Place, Document] = {}
        if empty:
            self.unreadable.clear()
        else:
            for file, (organisation, text, years) in ORGANISATIONS.items():
                self.put(make_document(file, organisation, text, years))

    def put(self, document: Document) -> None:
        self._documents[document.id] = document

    def index(
        self, paths: Sequence[Path], on_progress: Callable[[Progress], None] | None = None
    ) -> IndexReport:
        files = sorted(p for path in paths for p in path.rglob("*") if p.is_file())
        outcomes = []
        for n, path in enumerate(files, 1):
            time.sleep(self.seconds_per_file)
            name = path.relative_to(paths[0]).as_posix()
            text = path.read_text(encoding="utf-8", errors="replace")
            if text.strip():
                document = make_document(name, text.split()[0][:4], text, (2023,))
                outcome = FileOutcome(name, Outcome.ADDED, 1, len(document.chunks))
                self.put(document)
            else:
                outcome = FileOutcome(name, Outcome.FAILED, 0, 0, "文件是空的，请检查后重新放入")
                self.unreadable.append((name, outcome.reason or ""))
            outcomes.append(outcome)
            if on_progress:
                on_progress(Progress("read", n, len(files), outcome))
        self.generation += 1
        return IndexReport(tuple(outcomes), self.generation, 0.1)

    def corrections(self) -> dict[Place, Document]:
        return self.corrected

    def remove(self, names: Sequence[str]) -> IndexReport:
        known = {d.file: d.id for d in self._documents.values()}
        for name in names:
            if name not in known:
                raise UnknownDocument(self.path, name)
        outcomes = []
        for name in names:
            del self._documents[known[name]]
            outcomes.append(FileOutcome(name, Outcome.REMOVED, 1, 3))
        return IndexReport(tuple(outcomes), self.generation, 0.1)

    def correct(self, document_id: str, correction: Correction) -> IndexReport:
        old = self.document(document_id)
        self.put(
            replace(
                old,
                organisation=correction.organisation or old.organisation,
                title=correction.title or old.title,
                years=correction.years or old.years,
            )
        )
        self.corrected[Place(old.file, old.ordinal)] = old
        return IndexReport((), self.generation, 0.1)

    def reset(self, place: Place) -> IndexReport:
        if place not in self.corrected:
            raise UnknownDocument(self.path, place.file)
        self.put(self.corrected.pop(place))
        return IndexReport((), self.generation, 0.1)

    def ask(self, request: Request) -> Answer:
        self.asked.append(request)
        names = {d.organisation for d in self._documents.values()}
        for name in request.filters.organisations:
            if name not in names:
                raise UnknownOrganisation(name)
        words = [
            w for w in ("义诊", "慰问", "问题", "宣讲", "清渠", "课程") if w in request.question
        ]
        words += [w for w in ("不足",) if "问题" in words]
        hits = self._hits(request, words)
        return self._answer(request, words, hits)

    def explain(self, request: Request) -> Explained:
        answer = self.ask(request)
        chunk = ChunkWhy(
            rank=1, candidates=9, score=2.5, searched="义诊<b>", share=0.9,
            parts=(Part("bm25", 8.0, 8.0, 0.9, 1), Part("cosine", 0.0, 0.4, 0.0, 0),
                   Part("max_sim", 0.5, 0.5, 1.125, 1)),
            pairs=(TokenPair("义诊", "<i>巡诊", 0.5, 1.0, 0.5),),
        )  # fmt: skip
        words = (FoundWord("义诊", Where.PASSAGE, "巡诊"), FoundWord("<u>", Where.NOWHERE))
        place = PlaceWhy(words, chunk, SentenceWhy(0.8, 0.6, 0.1))
        features = (Feature("score", 1.0, 2.0), Feature("scattered", 0.0, -2.0))
        odds = Odds("青石镇<s>", 0.881, "义诊6场", "d", 0, 4, features)
        basis = Basis(Ground.SENTENCE, 0.8, 0.75, 0.55) if answer.citations else None
        citations, hits = (place,) * len(answer.citations), (place,) * len(answer.hits)
        return Explained(answer, Why(citations, hits, (odds,), 0.0, 0.35, basis))

    def _hits(self, request: Request, words: list[str]) -> list[Hit]:
        hits = []
        wanted = request.filters.organisations
        for document in self._documents.values():
            if wanted and document.organisation not in wanted:
                continue
            for chunk in document.chunks:
                section = document.sections[chunk.section]
                matched = tuple(w for w in words if w in chunk.text or w in "".join(section.path))
                if matched or not words:
                    hits.append(
                        Hit(
                            rank=len(hits) + 1, score=0.8 - 0.05 * len(hits),
                            scores=Scores(0.9, 0.7, 0.8), chunk=chunk, document_id=document.id,
                            document=document.file, document_title=document.title,
                            organisation=document.organisation, section=section.path,
                            role=section.role, passage=chunk.text, start=chunk.start,
                            matched=matched,
                        )
                    )  # fmt: skip
        return hits

    def _answer(self, request: Request, words: list[str], hits: list[Hit]) -> Answer:
        found = bool(words and hits)
        citations = (
            tuple(_citation(n, hit, words) for n, hit in enumerate(hits, 1)) if found else ()
        )
        lines = [f"- **{c.organisation}**：{c.passage} [{c.n}]" for c in citations]
        return Answer(
            id="a1",
            question=request.question,
            status=Status.ANSWERED if found else Status.NO_EVIDENCE,
            kind=Kind.LISTING,
            text="\n".join(["各单位的记载如下：", "", *lines]) if found else "材料里没有找到依据。",
            citations=citations,
            organisations=tuple(
                OrganisationEvidence(
                    d.organisation or "",
                    Evidence.FOUND
                    if any(c.document_id == d.id for c in citations)
                    else Evidence.NOT_FOUND,
                    tuple(c.n for c in citations if c.document_id == d.id),
                )
                for d in self._documents.values()
            ),
            table=_table(request.question, citations),
            hits=tuple(hits[:3]),
            explanation=Explanation(
                scope=(("主题", "、".join(words)),) if words else (),
                words=tuple(words),
                expansions=tuple((w, ("巡诊", "送医下乡")) for w in words if w == "义诊"),
                strength=Strength.STRONG if found else Strength.WEAK,
                coverage=f"{len(self._documents)} 个单位：{len(citations)} 处有记载",
                documents_searched=len(self._documents),
                files_unreadable=len(self.unreadable),
            ),
            elapsed_ms=12.3,
        )

    def seen_by(self, _groups: frozenset[str]) -> FakeAssistant:
        return self

    def documents(self) -> list[DocumentSummary]:
        return [
            DocumentSummary(d.id, d.file, d.title, d.organisation, d.aliases, d.period, d.years,
                            d.date, len(d.chunks))
            for d in sorted(self._documents.values(), key=lambda d: d.file)
        ]  # fmt: skip

    def document(self, document_id: str) -> Document:
        if document_id not in self._documents:
            raise UnknownDocument(self.path, document_id)
        return self._documents[document_id]

    def organisations(self) -> list[tuple[str, int]]:
        names = sorted({d.organisation for d in self._documents.values() if d.organisation})
        return [(name, 1) for name in names]

    def examples(self, count: int = 4) -> list[str]:
        if not self._documents:
            return []
        return [
            "哪些单位开展了义诊？",
            "青石镇存在哪些问题？",
            "各单位走访慰问了多少户？",
            "有没有像“田间小课堂”这样的宣讲做法？",
        ][:count]

    def status(self) -> LibraryStatus:
        return LibraryStatus(
            path=str(self.path),
            generation=self.generation,
            documents=len(self._documents),
            organisations=len(self.organisations()),
            chunks=sum(len(d.chunks) for d in self._documents.values()),
            unreadable=tuple(self.unreadable),
            encoder="hujian-static-zh-en",
        )

    def health(self) -> tuple[FileHealth, ...]:
        read = [
            FileHealth(
                d.file, "md", 100, FileState.SOUND, None, (), (DocumentHealth(d, 3, 400, ()),), 0
            )
            for d in self.documents()
        ]
        failed = [
            FileHealth(name, "doc", 0, FileState.UNREADABLE, reason, (), (), 0)
            for name, reason in self.unreadable
        ]
        return tuple(sorted(read + failed, key=lambda f: f.file))

    def file_health(self, name: str) -> FileHealth:
        return next(f for f in self.health() if f.file == name)

    def removed_lines(self, _name: str) -> tuple[RemovedLine, ...]:
        return (RemovedLine("Download here", "ad", "First", None),)

    def trash(self) -> list[RemovedFile]:
        return []

    def storage(self) -> Storage:
        return Storage(str(self.path), 2_000, 1_000, self.generation, "2026-01-01T00:00:00+00:00",
                       2, "hujian-static-zh-en", "1", "rjieba")  # fmt: skip

    def place_of(self, document_id: str) -> Place:
        document = self.document(document_id)
        return Place(document.file, document.ordinal)

    def verify(self) -> VerifyReport:
        return VerifyReport(self.generation, len(self._documents), 0)

    def close(self) -> None:
        pass


def _table(question: str, citations: Sequence[Citation]) -> Table | None:
    if not ("多少" in question or "哪些单位" in question):
        return None
    rows = tuple((c.organisation or "", c.passage, f"[{c.n}]") for c in citations)
    return Table(("单位", "原文", "出处"), rows)


def _citation(n: int, hit: Hit, words: list[str]) -> Citation:
    """The sentence of the hit that holds a word, with its span."""
    text = hit.chunk.text
    sentences, at = [], 0
    for part in text.replace("。", "。\0").replace("；", "；\0").split("\0"):
        sentences.append((at, at + len(part)))
        at += len(part)
    start, end = next(
        ((s, e) for s, e in sentences if any(w in text[s:e] for w in words)), (0, len(text))
    )
    return Citation(
        n=n, document_id=hit.document_id, document=hit.document,
        document_title=hit.document_title, organisation=hit.organisation, section=hit.section,
        passage=text[start:end], start=hit.chunk.start + start, end=hit.chunk.start + end,
        score=hit.score, place=f"第 {hit.chunk.section + 2} 段",
    )  # fmt: skip
