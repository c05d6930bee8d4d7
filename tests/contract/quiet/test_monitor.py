"""All reasons as one thing: answered whole within two seconds, whatever single probes do."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from functools import partial

import pytest

from breakd.desktop.ports import Unavailable
from breakd.desktop.quiet import monitor
from breakd.desktop.quiet.monitor import QuietMonitor, survey
from breakd.desktop.quiet.probe import PROBE_SECONDS as PROMISED
from breakd.desktop.quiet.probe import OnResult, RequeryProbe
from breakd.engine.events import QuietReason, QuietSeen
from tests.support.contract.presence_rigs import PATIENCE, Heard

PROBE_SECONDS = 0.5
"""Instead of two in these tests."""
CALL, SHARE, DND = QuietReason.CALL, QuietReason.SCREEN_SHARE, QuietReason.DO_NOT_DISTURB


@pytest.fixture(autouse=True)
def short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    assert PROMISED == 2.0, "what the person is promised"
    monkeypatch.setattr(monitor, "PROBE_SECONDS", PROBE_SECONDS)


class PlayedProbe:
    """Does what the test says."""

    def __init__(
        self, holds: bool = False, fails: Exception | None = None, hangs: float = 0.0, beat_hangs: float = 0.0
    ) -> None:
        self.holds, self.fails, self.hangs, self.beat_hangs = holds, fails, hangs, beat_hangs
        self.tell: OnResult = lambda _: None
        self.beats = 0
        self.running = False

    async def start(self, tell: OnResult) -> None:
        self.running = True
        self.tell = tell
        await asyncio.sleep(self.hangs)
        if self.fails:
            raise self.fails
        tell(self.holds)

    async def beat(self) -> None:
        self.beats += 1
        await asyncio.sleep(self.beat_hangs)

    async def stop(self) -> None:
        self.running = False


class House:
    """A Quiet whose probes are the test's: each making takes the next of those given for its reason."""

    def __init__(self) -> None:
        self.heard = Heard()
        self.made: list[PlayedProbe] = []
        self.next: dict[QuietReason, Callable[[], PlayedProbe]] = {}

    def begin(self, **probes: Callable[[], PlayedProbe]) -> QuietMonitor:
        self.next = {QuietReason[name.upper()]: make for name, make in probes.items()}
        self.quiet = QuietMonitor(self.heard.report, {reason: partial(self._make, reason) for reason in self.next})
        self.quiet.watch(True)
        return self.quiet

    def _make(self, reason: QuietReason) -> PlayedProbe:
        probe = self.next[reason]()
        self.made.append(probe)
        return probe

    async def seen(self) -> set[QuietReason]:
        return set((await self.heard.next(QuietSeen)).reasons)


@pytest.fixture
async def house() -> AsyncIterator[House]:
    house = House()
    yield house
    await house.quiet.stop()
    assert not any(probe.running for probe in house.made), "every probe was stopped"


async def until(so: Callable[[], object]) -> None:
    """Let the loop run until something holds."""
    async with asyncio.timeout(PATIENCE):
        while not so():  # noqa: ASYNC110
            await asyncio.sleep(0)


async def test_one_whole_answer_then_every_change_whole(house: House) -> None:
    house.begin(call=lambda: PlayedProbe(holds=True), screen_share=lambda: PlayedProbe(hangs=0.05))
    assert await house.seen() == {CALL}
    call, share = house.made
    share.tell(True)
    assert await house.seen() == {CALL, SHARE}
    share.tell(True)
    call.tell(False)
    assert await house.seen() == {SHARE}
    assert house.heard.events == []


async def test_no_probes_at_all(house: House) -> None:
    house.begin()
    assert await house.seen() == set()


async def test_a_probe_that_hangs_is_not_waited_for_and_is_logged_once(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    quiet = house.begin(call=lambda: PlayedProbe(hangs=60), screen_share=lambda: PlayedProbe(holds=True))
    assert await house.seen() == {SHARE}
    assert not house.made[0].running
    await quiet.beat()
    quiet.watch(False)
    quiet.watch(True)
    await house.seen()
    complaints = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert len(complaints) == 1
    assert "call" in complaints[0].message


async def test_a_probe_that_fails_fails_alone_and_is_tried_again_at_the_heartbeat(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    probes = iter(
        [PlayedProbe(fails=ValueError("broken")), PlayedProbe(fails=ValueError("broken")), PlayedProbe(True)]
    )
    quiet = house.begin(call=lambda: next(probes), do_not_disturb=lambda: PlayedProbe(holds=True))
    assert await house.seen() == {DND}
    await quiet.beat()
    assert house.heard.events == []
    await quiet.beat()
    assert await house.seen() == {DND, CALL}
    assert [record.levelname for record in caplog.records] == ["WARNING"]


async def test_what_cannot_be_had_is_said_once_and_is_no_warning(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    def missing() -> PlayedProbe:
        raise Unavailable("no sound here")

    quiet = house.begin(call=missing)
    assert await house.seen() == set()
    await quiet.beat()
    assert [(record.levelname, record.message) for record in caplog.records] == [
        ("INFO", "quiet: call is not seen: no sound here")
    ]


async def test_a_loss_ends_the_reason_and_the_probe_is_soon_back(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(monitor, "RETRY_SECONDS", 0.02)
    house.begin(call=lambda: PlayedProbe(holds=True), screen_share=PlayedProbe)
    assert await house.seen() == {CALL}
    first, _share = house.made
    first.tell(Unavailable("lost"))
    first.tell(Unavailable("lost again"))
    assert await house.seen() == set()
    assert await house.seen() == {CALL}
    assert not first.running
    first.tell(False)
    await asyncio.sleep(3 * monitor.RETRY_SECONDS)
    assert house.heard.events == [], "who was lost has nothing to say any more"
    assert len(house.made) == 3


async def test_what_is_left_of_an_earlier_time_cannot_speak_in_the_next(house: House) -> None:
    quiet = house.begin(call=lambda: PlayedProbe(hangs=0.02))
    await until(lambda: house.made)
    quiet.watch(False)
    quiet.watch(True)
    assert await house.seen() == set()
    first, _second = house.made
    first.tell(True)
    assert house.heard.events == []


async def test_watching_that_ends_before_it_has_begun(house: House) -> None:
    quiet = house.begin(call=lambda: PlayedProbe(holds=True, hangs=0.02))
    await until(lambda: house.made)
    quiet.watch(False)
    await quiet.stop()
    assert house.heard.events == []
    assert [probe.running for probe in house.made] == [False]


async def test_the_heartbeat_reaches_probes_only_while_watched_and_waits_for_none(house: House) -> None:
    quiet = house.begin(call=lambda: PlayedProbe(holds=True, beat_hangs=60), screen_share=PlayedProbe)
    assert await house.seen() == {CALL}
    await asyncio.wait_for(quiet.beat(), PATIENCE)
    assert await house.seen() == set(), "one that hangs counts as not quiet"
    quiet.watch(False)
    await quiet.beat()
    assert [probe.beats for probe in house.made] == [1, 1]


async def test_the_end_in_the_middle_of_a_heartbeat(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    probes = iter([PlayedProbe(fails=ValueError("broken")), PlayedProbe(hangs=60)])
    quiet = house.begin(call=lambda: next(probes))
    assert await house.seen() == set()
    monkeypatch.setattr(monitor, "PROBE_SECONDS", 60.0)
    beating = asyncio.create_task(quiet.beat())
    await until(lambda: len(house.made) == 2)
    quiet.watch(False)
    await asyncio.wait_for(beating, PATIENCE)


async def test_survey_says_of_each_reason_why_it_cannot_be_seen() -> None:
    made: list[PlayedProbe] = []

    def make(probe: PlayedProbe) -> PlayedProbe:
        made.append(probe)
        return probe

    found = await survey({
        CALL: lambda: make(PlayedProbe()),
        SHARE: lambda: make(PlayedProbe(fails=Unavailable("no PipeWire"))),
        DND: lambda: make(PlayedProbe(hangs=60)),
    })  # fmt: skip
    assert found == {SHARE: "no PipeWire", DND: "no answer within 0.5 s"}
    assert not any(probe.running for probe in made)


class Counted(RequeryProbe):
    """Answers with what holds at the end of a question that takes a while."""

    def __init__(self) -> None:
        super().__init__()
        self.holds, self.asked, self.fails = False, 0, 0

    async def _query(self) -> bool:
        self.asked += 1
        await asyncio.sleep(0.02)
        if self.fails:
            self.fails -= 1
            raise ValueError("in the middle of it")
        return self.holds

    def happen(self) -> None:
        self._query_soon()


async def test_what_happens_while_asking_is_asked_again_once() -> None:
    told: list[bool | Exception] = []
    probe = Counted()
    await probe.start(told.append)
    for _ in range(5):
        probe.happen()
    await asyncio.sleep(0.01)
    probe.holds = True
    for _ in range(5):
        probe.happen()
    await asyncio.sleep(0.1)
    assert (told, probe.asked) == ([False, True], 3)
    await probe.stop()


async def test_a_question_that_fails_because_something_happened_is_asked_again() -> None:
    told: list[bool | Exception] = []
    probe = Counted()
    await probe.start(told.append)
    probe.fails = 1
    probe.happen()
    await asyncio.sleep(0.01)
    probe.happen()
    await asyncio.sleep(0.1)
    assert told == [False, False]
    probe.fails = 1
    probe.happen()
    await asyncio.sleep(0.1)
    assert [type(each) for each in told] == [bool, bool, ValueError]
    await probe.stop()
    probe.happen()
    assert probe.asked == 4
