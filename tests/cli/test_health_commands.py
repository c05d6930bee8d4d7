"""What a person says about their body on the command line: processes against a real engine behind a real bus."""

from __future__ import annotations

import asyncio
import os
import pty
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from breakd.engine.effects import Refusal, Refused
from breakd.engine.events import Feel, Hurts, Request
from breakd.engine.health_requests import Checkup, Cleared, Flare, Reinstate, ReportRedFlags
from breakd.engine.status import Status, UnavailableReason, UnavailableStretch
from breakd.messages import cards, day_name
from breakd.messages import health as texts
from breakd.messages import setup as questions
from breakd.stretches import catalogue
from breakd.stretches.safety_state import Card, Examiner, RedFlagList, Urgency
from tests.support import warm
from tests.support.recording_handler import BERLIN, DUE, REMINDER, SITTING, RecordingHandler, on_the_bus
from tests.support.warm import Ended

COMMAND = [sys.executable, "-m", "breakd"]
SAFETY = catalogue.load().safety


class ChangingDesk(RecordingHandler):
    """Grants a request and is then in the state that the test gave for it."""

    def __init__(self) -> None:
        super().__init__()
        self.after: dict[type[object], Status] = {}

    async def request(self, request: Request) -> Refused | None:
        refused = await super().request(request)
        self.now = self.after.get(type(request), self.now)
        return refused


@pytest.fixture
async def desk(private_bus: str) -> AsyncIterator[ChangingDesk]:  # noqa: ARG001
    desk = ChangingDesk()
    async with on_the_bus(desk):
        yield desk


async def breakd(line: str) -> Ended:
    code, out, err = await asyncio.to_thread(warm.breakd, *line.split())
    assert "Traceback" not in err
    return Ended(code, flat(out), flat(err))


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("line", "wish", "said"),
    [
        ("feel better", Feel("better"), texts.GOOD),
        ("feel same", Feel("same"), texts.SAME),
        ("feel worse", Feel("worse"), texts.SAME),
        ("feel 0", Feel("0"), texts.PAIN_GREEN),
        ("feel 3", Feel("3"), texts.PAIN_GREEN),
        ("feel 4", Feel("4"), texts.PAIN_AMBER_UNNAMED),
        ("feel 5", Feel("5"), texts.PAIN_AMBER_UNNAMED),
        ("feel 6", Feel("6"), texts.PAIN_RED),
        ("feel 10", Feel("10"), texts.PAIN_RED),
        ("hurts", Hurts(""), texts.SAME),
        ("hurts cobra", Hurts("cobra"), "Noted. breakd leaves out Cobra."),
        ("flare off", Flare(0), texts.FLARE_OFF),
        ("flare 0", Flare(0), texts.FLARE_OFF),
        ("cleared --by doctor", Cleared(Examiner.DOCTOR), cards.CLEARED),
        ("cleared --by physiotherapist", Cleared(Examiner.PHYSIOTHERAPIST), cards.CLEARED),
        ("feel moved-up", Feel("moved-up"), texts.MOVED_UP),
        ("feel hurts", Feel("hurts"), texts.SAME),
        ("checkup done", Checkup(), texts.CHECKUP_DONE),
        ("checkup later", Checkup(later=True), texts.CHECKUP_LATER),
        ("stretches back cobra", Reinstate("cobra"), "Cobra can be suggested again."),
    ],
)
async def test_each_word_is_a_wish_and_has_its_sentence(
    desk: ChangingDesk, line: str, wish: Request, said: str
) -> None:
    assert await breakd(line) == Ended(0, flat(said), "")
    assert desk.wishes == [wish]


COBRA = UnavailableStretch("cobra", UnavailableReason.HURTS, datetime(2026, 11, 30, 9, tzinfo=BERLIN))
CHIN = UnavailableStretch("chin-tuck", UnavailableReason.HURTS, None)
SPHINX = UnavailableStretch("sphinx", UnavailableReason.DIRECTION, COBRA.until)
SLIDER = UnavailableStretch("seated-sciatic-slider", UnavailableReason.DIRECTION, COBRA.until)
ASKED = replace(SITTING, feedback_until=COBRA.until, feedback_stretch="cobra", away=(CHIN,))
HURTING = replace(ASKED, away=(COBRA,))
SESSION = replace(SITTING, feedback_until=COBRA.until)
GENTLY = replace(SESSION, gentle_until=COBRA.until)


@pytest.mark.parametrize(
    ("line", "before", "after", "said"),
    [
        ("feel better", ASKED, ASKED, texts.BETTER),
        ("feel better", SESSION, SESSION, texts.GOOD),
        ("feel 4", ASKED, ASKED, texts.PAIN_AMBER),
        ("feel worse", ASKED, replace(ASKED, away=(CHIN, COBRA, SPHINX)), texts.WORSE),
        ("feel worse", SESSION, GENTLY, texts.PAIN_RED),
        (
            "feel spreading",
            ASKED,
            replace(ASKED, away=(COBRA, SPHINX, SLIDER)),
            f"{texts.SPREADING} {texts.EASY_WALK}",
        ),
        (
            "feel spreading",
            SESSION,
            replace(GENTLY, away=(SPHINX, SLIDER)),
            f"{texts.SPREADING_SESSION} {texts.EASY_WALK}",
        ),
        ("feel spreading", SITTING, replace(GENTLY, away=(SLIDER,)), texts.SPREADING_UNNAMED),
        ("hurts", ASKED, replace(ASKED, away=(CHIN, COBRA)), "Noted. breakd leaves out Cobra."),
        ("hurts", SESSION, GENTLY, texts.PAIN_RED),
        (
            "hurts cobra",
            replace(ASKED, away=(COBRA,)),
            replace(ASKED, away=(COBRA,)),
            "Noted. breakd leaves out Cobra.",
        ),
    ],
)
async def test_the_answer_tells_what_was_done(
    desk: ChangingDesk, line: str, before: Status, after: Status, said: str
) -> None:
    desk.now, desk.after = before, {Feel: after, Hurts: after}
    assert await breakd(line) == Ended(0, flat(said), "")


@pytest.mark.parametrize(
    ("line", "days", "ahead"), [("flare", 1, 1), ("flare 1", 1, 1), ("flare 3", 3, 3), ("flare 31", 31, 31)]
)
async def test_a_flare_up_says_when_it_ends(desk: ChangingDesk, line: str, days: int, ahead: int) -> None:
    today = date.today()
    end = today + timedelta(days=ahead)
    # midnight by the rules of that day: summer time may begin before it
    desk.after[Flare] = replace(SITTING, flare_until=datetime.combine(end, time()).astimezone())
    last = end - timedelta(days=1)
    said = texts.FLARE_TODAY if days == 1 else texts.tr(texts.FLARE, day=day_name(last, today))
    assert await breakd(line) == Ended(0, said, "")
    assert desk.wishes == [Flare(days)]


@pytest.mark.parametrize("line", ["flare 3", "flare off", "stretches back cobra"])
async def test_under_the_lock_no_stretch_is_promised(desk: ChangingDesk, line: str) -> None:
    desk.now = replace(SITTING, safety_lock=True, card=Card.URGENT)
    title, _ = cards.card(Card.URGENT, catalogue.load().safety)
    ended = await breakd(line)
    assert (ended.code, flat(ended.out).startswith(f"{texts.SAME} {title.upper()} ")) == (0, True)
    assert len(desk.wishes) == 1


async def test_what_is_no_number_of_days_is_refused_by_the_daemon(desk: ChangingDesk) -> None:
    desk.refuse[Flare] = Refused(Refusal.BAD_DAYS)
    for word in ("soon", "-3", "9999", "1.5"):
        code = (await breakd(f"flare -- {word}")).code
        assert code == 2
    assert desk.wishes == [Flare(-1)] * 4


@pytest.mark.parametrize(
    "line",
    [
        "feel",
        "feel great",
        "feel 11",
        "feel -1",
        "hurts a b",
        "cleared now",
        "cleared --by me",
        "questions now",
        "checkup",
        "checkup soon",
    ],
)
async def test_wrong_usage(desk: ChangingDesk, line: str) -> None:
    assert (await breakd(line)).code == 2
    assert desk.wishes == []


@pytest.mark.parametrize("line", ["feel 3", "hurts", "flare", "cleared", "cleared --by other", "questions"])
async def test_without_a_daemon(private_bus: str, line: str) -> None:  # noqa: ARG001
    assert (await breakd(line)).code == 3


async def test_the_card_of_a_reaction_is_shown_once(desk: ChangingDesk) -> None:
    desk.after[Feel] = replace(SITTING, card=Card.ADVICE)
    title, body = cards.card(Card.ADVICE, SAFETY)
    for shown in (1, 0):
        out = (await breakd("feel worse")).out
        assert out.count(f"{title.upper()} {flat(body)}") == shown


async def test_the_card_of_a_stretch_that_hurt_twice_names_it(desk: ChangingDesk) -> None:
    desk.after[Feel] = replace(SITTING, card=Card.CLINICIAN, card_stretch="cobra")
    assert "“cobra” hurt twice" in (await breakd("feel worse")).out


async def test_what_is_suggested_instead_is_said(desk: ChangingDesk) -> None:
    desk.now = DUE
    hurting = UnavailableStretch(REMINDER.stretch, UnavailableReason.HURTS, None)
    desk.after[Hurts] = replace(DUE, reminder=replace(REMINDER, stretch="walk-break"), away=(hurting,))
    said = f"Noted. breakd leaves out {REMINDER.name}. Suggested instead: Walking break."
    assert (await breakd("hurts")).out == said


@pytest.mark.parametrize("card", [Card.EMERGENCY, Card.URGENT])
@pytest.mark.parametrize("word", ["better", "2", "spreading"])
async def test_while_locked_a_word_is_taken_and_answered_with_the_card(
    desk: ChangingDesk, card: Card, word: str
) -> None:
    desk.now = replace(SITTING, safety_lock=True, card=card, ask_red_flags=True)
    title, action = cards.card(card, SAFETY)
    assert await breakd(f"feel {word}") == Ended(0, f"{texts.SAME} {title.upper()} {flat(action)}", "")
    assert desk.wishes == [Feel(word)]


async def test_no_questions_where_nobody_can_answer(desk: ChangingDesk) -> None:
    desk.after[Feel] = replace(SITTING, ask_red_flags=True)
    assert (await breakd("feel 8")).out == f"{texts.PAIN_RED} {texts.ANSWER_QUESTIONS}"


@pytest.mark.parametrize(
    ("typed", "urgency", "code"),
    [
        ("0\r0\r0\r", Urgency.NONE, 0),
        ("2\r", Urgency.EMERGENCY, 4),
        ("0\r1 2\r", Urgency.URGENT, 4),
        ("\r\ryes\r99\r0 1\r0\r\rno\r\rnone\r", Urgency.NONE, 0),
    ],
)
async def test_questions_that_matter_are_asked_in_the_terminal(
    desk: ChangingDesk, typed: str, urgency: Urgency, code: int
) -> None:
    card = {Urgency.EMERGENCY: Card.EMERGENCY, Urgency.URGENT: Card.URGENT}.get(urgency)
    desk.after[Feel] = replace(SITTING, ask_red_flags=True, red_flag_list=RedFlagList.ALL)
    desk.after[ReportRedFlags] = replace(SITTING, safety_lock=card is not None, card=card)
    terminal, inside = pty.openpty()
    process = await asyncio.create_subprocess_exec(
        *COMMAND, "feel", "spreading", stdin=inside, stdout=inside, stderr=inside
    )
    os.close(inside)
    os.write(terminal, typed.encode())
    seen = await asyncio.to_thread(_all_of, terminal)
    assert await asyncio.wait_for(process.wait(), 10) == code
    assert questions.ANY_FLAGS in seen
    assert (questions.FLAGS_NONE in seen) == (code == 0)
    if card is not None:
        assert flat(cards.card(card, SAFETY)[1]) in flat(seen)
    assert desk.wishes == [Feel("spreading"), ReportRedFlags(urgency)]


def _all_of(terminal: int) -> str:
    seen = b""
    try:
        while more := os.read(terminal, 4096):
            seen += more
    except OSError:  # Linux tells so that the other end is gone
        pass
    os.close(terminal)
    return seen.decode()
