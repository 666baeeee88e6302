"""Uploads and their reading as cards: how far each is, what became of each file, what to do."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.records import FileOutcome, Outcome
from ui import texts
from ui import texts_shelf as words
from ui.escape import plain
from ui.job import MOVING_STATES, OPEN_STATES, Job, JobState
from ui.phrases import said

SHOWN_FILES = 200  # lines of an ended job's report; the health report has all
SHOWN_LATEST = 8  # lines of a job under way: the files that failed, then the last ones read
_HINTED = {
    JobState.STALLED: words.JOB_HINTS["stalled"],
    JobState.PAUSED: words.JOB_HINTS["paused"],
    JobState.INTERRUPTED: words.JOB_HINTS["interrupted"],
    JobState.RUNNING: words.JOB_HINTS["answering"],
}


def jobs_html(jobs: Iterable[Job], own: str = "") -> str:
    """The jobs as cards, the newest first.

    Args:
        jobs: All jobs as they are to be shown.
        own: The upload that the asking tab sends and shows itself.
    """
    arriving = {JobState.UPLOADING, JobState.STALLED}
    cards = [_card(j) for j in jobs if j.id != own or j.state not in arriving]
    return "".join(reversed(cards))


def _card(job: Job) -> str:
    """One job: what it is doing, how far it is, what became of each file."""
    state, title = job.state.value, plain(texts.JOB_TITLE[job.state.value])
    hint = _HINTED.get(job.state)
    said = f'<p class="hj-muted hj-hint">{plain(hint)}</p>' if hint else ""
    return (
        f'<article class="hj-job hj-{state}" data-job="{plain(job.id)}"><header><h3>{title}</h3>'
        f'<span class="hj-muted">{plain(_count(job))}</span><span class="hj-job-buttons">'
        f"{_buttons(job)}</span></header>{_bar(job)}{said}{_outcome(job)}</article>"
    )


def _count(job: Job) -> str:
    """How many files are read, or have arrived."""
    if job.state is JobState.UPLOADING:
        return texts.JOB_RECEIVED.format(count=job.received)
    return texts.JOB_COUNT.format(done=job.done, total=job.total) if job.total else ""


def _buttons(job: Job) -> str:
    """What a user can do with the job."""
    if job.state is JobState.STALLED:
        take = words.JOB_TAKE.format(count=job.received)
        return (_button("resume", take, job) if job.received else "") + _dismiss(job)
    if job.state is JobState.INTERRUPTED:
        return _button("resume", words.JOB_TAKE_UP.format(count=job.received), job) + _dismiss(job)
    if job.state is JobState.PAUSED:
        return _button("resume", words.JOB_RESUME, job) + _button("cancel", texts.JOB_CANCEL, job)
    if job.state in {JobState.WAITING, JobState.RUNNING}:
        return _button("pause", words.JOB_PAUSE, job) + _button("cancel", texts.JOB_CANCEL, job)
    closing = texts.JOB_CANCEL if job.state in OPEN_STATES else texts.JOB_CLOSE
    return _button("cancel", closing, job)


def _dismiss(job: Job) -> str:
    return _button("cancel", words.JOB_DISMISS, job)


def _button(kind: str, label: str, job: Job) -> str:
    return (
        f'<button type="button" class="hj-{kind}" data-job="{plain(job.id)}">{plain(label)}'
        "</button>"
    )


def _bar(job: Job) -> str:
    """A progress bar of the current stage, with its name."""
    if job.state not in MOVING_STATES | {JobState.PAUSED} or job.state is JobState.UPLOADING:
        return ""
    stage = texts.JOB_STAGES.get(job.stage, "")
    return (
        f'<progress max="1" value="{job.part:.3f}" aria-label="{plain(texts.JOB_PROGRESS)}">'
        f'</progress><p class="hj-muted">{plain(stage)}</p>'
    )


def _outcome(job: Job) -> str:
    """The error, or the counts and the files; files that failed come first."""
    if job.error:
        return f'<p class="hj-fault" role="alert">{plain(job.error)}</p>'
    if not job.files:
        return ""
    summary = texts.JOB_SUMMARY.format(
        added=job.count(Outcome.ADDED),
        replaced=job.count(Outcome.REPLACED),
        unchanged=job.count(Outcome.UNCHANGED),
        failed=job.count(Outcome.FAILED),
    )
    lines = "".join(_file(f) for f in _shown(job))
    return f'<p class="hj-counts">{plain(summary)}</p><ul class="hj-outcomes">{lines}</ul>'


def _shown(job: Job) -> list[FileOutcome]:
    """The files that are listed: those that failed, then the others, the last read first."""
    failed = [f for f in job.files if f.outcome is Outcome.FAILED]
    others = [f for f in job.files if f.outcome is not Outcome.FAILED]
    if job.state in OPEN_STATES:
        return failed[-SHOWN_LATEST:] + others[: -SHOWN_LATEST - 1 : -1]
    return (failed + others)[:SHOWN_FILES]


def _file(outcome: FileOutcome) -> str:
    """One file: its name, what became of it, and why or what else there is to say."""
    detail = said(outcome.reason or "") or texts.OUTCOME_DETAIL.format(
        documents=outcome.documents, chunks=outcome.chunks
    )
    notes = "".join(f"<span>{plain(said(note))}</span>" for note in outcome.notes)
    label = plain(texts.OUTCOMES[outcome.outcome.value])
    return (
        f'<li class="hj-{outcome.outcome.value}"><b>{label}</b>'
        f'<span class="hj-file">{plain(outcome.file)}</span>'
        f"<span>{plain(detail)}</span>{notes}</li>"
    )
