"""The people whose two weeks are read by docs/people.md and the tests: who they are, and what breakd gives them."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from breakd.cli.demo_body import Given, given
from breakd.config import load
from breakd.engine.settings import Settings
from breakd.stretches import catalogue

PROJECT = Path(__file__).parents[2]
BODIES = PROJECT / "tests" / "data" / "people"
PAGE = PROJECT / "docs" / "people.md"
BEFORE = BODIES / "before.json"
"""What came before the second edition of the tags: stretch to how often at each dose."""
MONDAY, DAYS = date(2026, 11, 30), 10


@dataclass(frozen=True)
class Person:
    """Somebody at a place; `asked` and `answered`: what a physiotherapist would want changed, and what was."""

    name: str
    body: str
    asked: str
    answered: str
    place: str = "office"
    on_call: bool = False

    @property
    def title(self) -> str:
        """The first line of the body file."""
        return (BODIES / f"{self.body}.toml").read_text().splitlines()[0].removeprefix("# ")

    def settings(self) -> Settings:
        loaded = load(BODIES / "none.toml", BODIES / f"{self.body}.toml")
        assert loaded.settings is not None, loaded.errors
        return replace(loaded.settings, place=self.place)


@cache
def weeks_of(person: Person) -> tuple[Given, ...]:
    """The breaks of two weeks."""
    return tuple(given(person.settings(), catalogue.load(), MONDAY, days=DAYS, on_call=person.on_call))


# --- judged by the data file itself -----------------------------------------------------------------

IMPLIED = {
    "sciatic": "leg_nerve_pain", "shoulder": "shoulder_problem", "wrist": "wrist_problem", "knee": "knee_problem",
}  # fmt: skip


@cache
def tags() -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
    """Stretch to what excludes it and what makes it gentle, read from the file and not by breakd."""
    rows = tomllib.loads(catalogue.text())["stretch"]
    return {row["id"]: (frozenset(row["exclude_if"]), frozenset(row["caution_if"])) for row in rows}


def conditions(body: str, day: date = MONDAY) -> frozenset[str]:
    """What holds of a body file's person, worked out once more."""
    said = tomllib.loads((BODIES / f"{body}.toml").read_text())["body"]
    held = {*said.get("conditions", ()), *(IMPLIED[place] for place in said["pain"] if place in IMPLIED)}
    if "surgery" in said:
        held.add("surgery_0_6" if (day - said["surgery"]).days < 42 else "surgery_6_12")
    if "pregnant_since" in said:
        held.add("pregnancy_early" if (day - said["pregnant_since"]).days < 16 * 7 else "pregnancy_late")
    return frozenset(held)


def allowed(body: str, stretch: str, level: int) -> bool:
    """Whether the tags allow this stretch at this dose to the person."""
    excluded, gently = tags()[stretch]
    held = conditions(body)
    return not excluded & held and (level == 1 or not gently & held)


Counts = Mapping[str, list[int]]


def counts_of(breaks: tuple[Given, ...]) -> Counts:
    """Stretch to how often it came at the easy, the usual and the demanding dose; the most frequent first."""
    found = Counter((one.stretch, one.level) for one in breaks if one.stretch is not None)
    ids = {id for id, _ in found if id is not None}
    rows = {id: [found[id, level] for level in (1, 2, 3)] for id in ids}
    return dict(sorted(rows.items(), key=lambda row: (-sum(row[1]), row[0])))


def before() -> Mapping[str, Counts]:
    """The counts of each person before."""
    rows: Mapping[str, Counts] = json.loads(BEFORE.read_text())
    return rows


def forbidden(body: str, counts: Counts) -> dict[str, int]:
    """What came although the tags exclude it, or at more than the dose that they allow."""
    wrong = {
        id: sum(number for level, number in enumerate(doses, start=1) if not allowed(body, id, level))
        for id, doses in counts.items()
    }
    return {id: number for id, number in wrong.items() if number}


# --- the page ---------------------------------------------------------------------------------------


def cell(body: str, counts: Counts) -> str:
    """One person's two weeks in a cell of the table."""
    total = sum(sum(doses) for doses in counts.values())
    if not total:
        return "nothing"
    shares = " / ".join(f"{100 * sum(doses[level] for doses in counts.values()) / total:.0f}" for level in range(3))
    wrong = forbidden(body, counts)
    came = ", ".join(f"{id} {sum(doses)}" for id, doses in counts.items())
    told = f"**{sum(wrong.values())} forbidden**: " + ", ".join(f"{id} {n}" for id, n in wrong.items())
    return (
        f"{total} breaks, {len(counts)} stretches; {shares} % easy / usual / demanding. "
        f"{told if wrong else '**None forbidden**'}.<br>{came}"
    )


PEOPLE = (
    Person(
        "sciatica-office", "sciatica", "No hamstring stretch with leg pain and bending that hurts.",
        "The leg-nerve marks exclude it; bending forward does not come.",
    ),
    Person(
        "sciatica-home", "sciatica", "The first days begin gently: no full cobra on Monday.",
        "Back-bends on the floor keep to the easy dose for the first three days.", place="home",
    ),
    Person(
        "leg-only", "leg-only", "One tick must bring the care: no forward fold, no hamstring stretch, no knee hug.",
        "Pain down the leg is leg-nerve care by itself, and nothing bends such a back forward.",
    ),
    Person(
        "sitting-hurts", "sitting-hurts", "Let people say that sitting hurts; then standing first and more walking.",
        "Setup asks what makes it worse; a reminder comes after 20 min of sitting, standing and walking come first, "
        "and walking as what eases it.",
    ),
    Person(
        "stenosis", "stenosis", "Fewer arching movements; more that bend forward.",
        "All arching ones are excluded or gentle. The lean on the desk is not for this hip and these eyes, "
        "but for others with stenosis.",
    ),
    Person(
        "pregnant-home", "pregnant", "Ask the weeks: no forward fold, nothing flat on the back late.",
        "Setup asks since when; after week 16 what is flat on the back, on the front or deeply bent is excluded.",
        place="home",
    ),
    Person(
        "pregnant-office", "pregnant", "Mark the trunk turn.", "It comes at the easy dose.",
    ),
    Person(
        "neck-ticked", "neck-ticked", "The tick must not bring fewer neck movements than the pain alone.",
        "Where it hurts a caution costs no points: the easy dose is care enough.",
    ),
    Person("neck", "neck", "Good as it is.", "Kept; the demanding dose waits for a good word."),
    Person("well", "well", "Excellent as it is.", "Kept; the demanding dose waits for a good word."),
    Person(
        "wheelchair", "wheelchair", "No word of standing up; something for the legs.",
        "“Cannot stand” is asked for: only what is done on a chair comes in a break, at home too, and no sentence "
        "asks to stand. What moves the legs comes gently, “only if the leg moves”. Pressure relief is taught "
        "person by person: setup says to go on as shown.",
    ),
    Person(
        "over-65-office", "over-65", "The knee hug marked for bone; strength.",
        "The knee hug comes at the easy dose. Strength comes: a mark for care keeps it no longer back. An office "
        "chair has wheels, so sit-to-stand waits until setup has heard that another one stands firm.",
    ),
    Person(
        "over-65-home", "over-65", "Sit-to-stand, the best exercise at that age.", "It comes, at the easy dose.",
        place="home",
    ),
    Person(
        "operated-week-2", "operated-week-2", "Almost nothing was kept back; five things should be left.",
        "The five that early protocols name, at the easy dose, and a look into the distance.", place="home",
    ),
    Person(
        "operated-week-7", "operated-week-7", "Small neutral movements only, and gently, to week 12.",
        "What is allowed from week 6 to 12, at the easy dose, until the team has released the person.",
    ),
    Person(
        "shoulder", "shoulder", "Shoulder, wrist, hand and knee as places that can hurt.",
        "They can be ticked, and bring their care by themselves.",
    ),
    Person(
        "eyes", "eyes", "Something for the eyes.",
        "Tired eyes can be ticked, and a look into the distance comes, in calls too.",
    ),
    Person(
        "calls", "calls", "More that goes unnoticed: buttock squeeze, ankle pumps, breathing.",
        "All three are in the catalogue and come to who asks in a call.", on_call=True,
    ),
)  # fmt: skip

HEAD = """# Eighteen fortnights

Who is given what: ten work days each, every break taken, nothing complained of, by the real engine (`breakd demo
--body`). The people are made up; their files are in `tests/data/people/`, the first day is Monday 30 November 2026,
the seed is 0. “Before” is what breakd gave the same people when it knew 33 stretches and 18 conditions; who could not
say something then (a shoulder, weeks, a wheelchair) said the nearest that there was. “Forbidden” counts what today's
marks exclude for that person, and what is more than the dose that they allow. “Asked” is what a physiotherapist would
want changed as far as the authors can tell: **no clinician has reviewed this.**

`python -m tools.people_table` writes the column “after” anew; `tests/stretches/test_people.py` compares it and tests
each claim.

| person | before | after | asked | answered |
|---|---|---|---|---|
"""


def page() -> str:
    """The whole page."""
    old = before()
    rows = [
        " | ".join(
            [
                f"| **{one.name}**: {one.title}",
                cell(one.body, old[one.name]),
                cell(one.body, counts_of(weeks_of(one))),
                one.asked,
                f"{one.answered} |",
            ]
        )
        for one in PEOPLE
    ]
    return HEAD + "\n".join(rows) + "\n"
