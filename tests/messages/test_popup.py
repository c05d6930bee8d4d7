"""What a pop-up says, for every stretch of the catalogue and every kind of reminder."""

from __future__ import annotations

from dataclasses import replace

import pytest

from breakd.engine.effects import AskStretched, Refusal, Remind
from breakd.engine.records import ReminderKind
from breakd.messages import about
from breakd.messages.popup import Action, Popup, ask_stretched, plain, reminder
from breakd.stretches.catalogue import load
from breakd.stretches.model import Instruction, Stretch
from breakd.stretches.sides import sides_done

CATALOGUE = load()
EVERY = [pytest.param(stretch, id=id) for id, stretch in CATALOGUE.stretches.items()]
FIGURE_FOUR, SLIDER, CHIN = (
    CATALOGUE.stretches[id] for id in ("figure-four-seated", "seated-sciatic-slider", "chin-tuck")
)
WORDS_IN_THREE_SECONDS = 20
LONGEST_TITLE = 46
"""Letters of bold text in GNOME's banner before it is cut."""
SITTING = Remind(7, ReminderKind.STRETCH, False, "figure-four-seated", 1800, 600)
STANDING = Remind(7, ReminderKind.CHANGE, False, "", 2700, 600)


def say(remind: Remind, stretch: Stretch | None = FIGURE_FOUR, sore_side: str = "none") -> Popup:
    return reminder(remind, stretch, sore_side)


def labels(popup: Popup) -> dict[Action, str]:
    return dict(popup.buttons)


def test_says_what_to_do_and_how_long_you_sat() -> None:
    """Some servers show nothing but the title, and in the list of what was missed it is all that is read."""
    popup = say(SITTING)
    assert popup.title == "Seated figure four, about 1 minute"
    assert popup.lines == (
        "30 min of sitting.",
        "Sit near the front; left ankle just above your right knee.",
    )


@pytest.mark.parametrize("firm", [False, True])
def test_who_asked_for_it_is_not_told_how_long_they_sat(firm: bool) -> None:
    for remind in (replace(SITTING, firm=firm), STANDING):
        told, asked = say(remind), say(replace(remind, asked=True))
        assert (asked.title, asked.buttons) == (told.title, told.buttons)
        assert asked.lines == told.lines[1:]


def test_offers_the_answers_in_their_order() -> None:
    assert say(SITTING).buttons == (
        (Action.STEPS, "Show steps"),
        (Action.DONE, "Done"),
        (Action.SNOOZE, "Snooze 10 min"),
        (Action.ANOTHER, "Another"),
    )


def test_steps_that_show_are_not_offered() -> None:
    assert Action.STEPS not in labels(say(replace(SITTING, details=True)))


def test_the_snooze_button_says_its_own_length() -> None:
    assert labels(say(replace(SITTING, snooze_seconds=45)))[Action.SNOOZE] == "Snooze 45 s"
    assert labels(say(replace(STANDING, snooze_seconds=300)))[Action.SNOOZE] == "Snooze 5 min"


def test_details_are_when_to_stop_all_steps_breathing_and_cautions_in_order() -> None:
    assert say(replace(SITTING, details=True)).lines == (
        "30 min of sitting.",
        f"Stop if you feel: {', '.join(FIGURE_FOUR.stop_if)}.",
        "Sit near the front; left ankle just above your right knee.",
        "Tip forward from the hips, back straight.",
        "Hold where you feel it deep in your left buttock.",
        "Sit up again.",
        "Where you feel it: deep in the left buttock.",
        "Put your left foot down.",
        "Then the other side.",
        "Let the stretch grow a little with each breath out.",
        "Sit tall before you tip forward.",
        "Hold the shin, do not push the knee down.",
        "If the ankle will not reach that far, cross it on the shin.",
    )


@pytest.mark.parametrize("stretch", EVERY)
def test_details_say_when_to_stop_and_what_this_person_minds_before_the_steps(stretch: Stretch) -> None:
    """No guide opens where they show: they are the only instruction, and the last lines are the first to be cut."""
    mine = frozenset(stretch.why)
    lines = reminder(replace(SITTING, details=True, conditions=mine), stretch).lines
    assert lines[1] == f"Stop if you feel: {', '.join(stretch.stop_if)}."
    reasons = {f"For you: {why}." for why in stretch.why.values()}
    assert set(lines[2 : 2 + len(reasons)]) == reasons
    assert sum(line.startswith("Where you feel it: ") for line in lines) == 1
    assert not any(line.startswith("For you") for line in say(replace(SITTING, details=True), stretch).lines)
    assert len(reminder(replace(SITTING, conditions=mine), stretch).lines) == 2, (
        "a reminder that nobody asked about says none"
    )


def test_details_say_how_often() -> None:
    lines = say(replace(SITTING, details=True), CHIN).lines
    assert f"Do it {CHIN.reps} times." in lines
    assert "Then the other side." not in lines
    assert not any("Do it" in line for line in say(replace(SITTING, details=True), FIGURE_FOUR).lines)


@pytest.mark.parametrize(
    ("stretch", "sore_side", "expected"),
    [
        (FIGURE_FOUR, "none", ("left", "right")),
        (FIGURE_FOUR, "left", ("right", "left")),
        (FIGURE_FOUR, "right", ("left", "right")),
        (SLIDER, "none", ("left", "right")),
        (SLIDER, "left", ("left",)),
        (SLIDER, "right", ("right",)),
        (CHIN, "left", ()),
    ],
)
def test_the_less_painful_side_goes_first_and_a_slider_works_the_sore_one(
    stretch: Stretch, sore_side: str, expected: tuple[str, ...]
) -> None:
    assert sides_done(stretch, sore_side) == expected
    lines = say(replace(SITTING, details=True), stretch, sore_side).lines
    assert ("Then the other side." in lines) is (len(expected) == 2)
    if expected:
        assert expected[0] in lines[2]


@pytest.mark.parametrize("stretch", EVERY)
@pytest.mark.parametrize("sore_side", ["none", "left", "right"])
def test_every_movement_reads_as_whole_sentences(stretch: Stretch, sore_side: str) -> None:
    short, full = (say(replace(SITTING, details=details), stretch, sore_side) for details in (False, True))
    assert short.title == full.title
    assert len(short.title) <= LONGEST_TITLE
    assert len(short.lines) == 2
    assert len(short.lines[1].split()) <= WORDS_IN_THREE_SECONDS
    assert full.lines[0] == short.lines[0]
    assert short.lines[1] in full.lines
    for line in (*short.lines, *full.lines):
        assert line == line.strip()
        assert line[-1] in ".!?"
        assert "{" not in line
        assert "}" not in line


@pytest.mark.parametrize("stretch", EVERY)
def test_never_a_condition(stretch: Stretch) -> None:
    # all steps come with what everybody is told to mind ("Pregnant: knees wide."): that tells nothing of the person
    shown = "\n".join(say(replace(SITTING, firm=True), stretch).lines)
    for tag, sentence in CATALOGUE.conditions.items():
        assert tag not in shown
        assert sentence not in shown


def test_firm_asks_to_get_up_and_still_offers_the_stretch() -> None:
    popup = say(replace(SITTING, firm=True, sitting_seconds=4500))
    assert popup.title == "Please stand up, or walk a few steps"
    assert popup.lines[0] == "1 h 15 min of sitting."
    assert popup.lines[1] == "Or: Seated figure four, about 1 minute."
    assert popup.lines[2].startswith("Sit near")


@pytest.mark.parametrize(("why", "words"), [
    (Refusal.NO_MORE_SNOOZES, "You cannot snooze this one again."),
    (Refusal.NOT_CONFIRMED, "More stretches come after “breakd setup”"),
    (Refusal.NO_STRETCH, "Nothing else fits right now."),
])  # fmt: skip
def test_why_not_is_said_first_and_no_button_moves(why: Refusal, words: str) -> None:
    for remind in (SITTING, STANDING, replace(SITTING, firm=True)):
        refused = say(replace(remind, refused=why))
        assert refused.lines[0].startswith(words)
        assert refused.lines[1:] == say(remind).lines
        assert refused.buttons == say(remind).buttons


def test_standing_too_long() -> None:
    popup = say(STANDING, None)
    assert popup.title == "Sit down for a while, or walk a few steps"
    assert popup.lines == ("45 min of standing.",)
    assert popup.buttons == ((Action.SIT, "Sit"), (Action.SNOOZE, "Snooze 10 min"))


def test_a_movement_that_left_the_catalogue_still_makes_a_reminder() -> None:
    for details in (False, True):
        popup = say(replace(SITTING, stretch="my-own", details=details), None)
        assert popup.title == "Please stand up, or walk a few steps"
        assert popup.lines == ("30 min of sitting.",)


def test_braces_in_a_person_s_own_stretch_are_left_alone() -> None:
    own = replace(FIGURE_FOUR, steps=(Instruction("rep", 5, False, "Make a {shape} with your {side} hand."),))
    assert say(SITTING, own).lines[1] == "Make a {shape} with your left hand."


def test_did_you_stretch() -> None:
    popup = ask_stretched(AskStretched(7))
    assert popup.title == "Did you stretch?"
    assert popup.buttons == ((Action.DONE, "Done"), (Action.NOT_NOW, "Not now"))


def test_where_nothing_can_be_clicked_the_text_says_where_to_answer() -> None:
    for popup, command in (
        (say(SITTING), "breakd done"),
        (say(STANDING), "breakd sitting"),
        (ask_stretched(AskStretched(7)), "breakd done"),
    ):
        assert popup.elsewhere in plain(popup)
        assert command in popup.elsewhere
        assert "tray" in popup.elsewhere


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (4, "10 seconds"), (34, "30 seconds"), (39, "40 seconds"), (54, "50 seconds"), (55, "1 minute"),
        (62, "1 minute"), (74, "1 minute"), (78, "1½ minutes"), (114, "2 minutes"), (300, "5 minutes"),
    ],
)  # fmt: skip
def test_a_length_that_nobody_times_is_round(seconds: float, words: str) -> None:
    assert about(seconds) == words


def test_the_length_is_that_of_the_sides_that_are_done() -> None:
    assert say(SITTING, SLIDER, "left").title == "Sciatic nerve glide (sitting), about 1 minute"
    assert say(SITTING, SLIDER, "none").title == "Sciatic nerve glide (sitting), about 2 minutes"


# --- when safety comes first ------------------------------------------------------------------------------


def test_under_the_emergency_lock_it_is_one_line_of_the_card() -> None:
    for remind in (SITTING, replace(SITTING, firm=True), replace(STANDING, card="")):
        popup = say(replace(remind, stretch="", card="Please get medical help now."), None)
        assert popup.title == "Please get medical help now."
        assert popup.lines == ("When you have been checked, type “breakd cleared” or say so in the tray.",)
        assert popup.buttons == ((Action.CLOSE, "OK"),)


def test_while_the_questions_are_open_it_offers_to_answer_them() -> None:
    popup = say(replace(SITTING, ask_red_flags=True))
    assert popup.lines[0] == "Please answer a few safety questions first."
    assert labels(popup)[Action.QUESTIONS] == "Questions"
    assert Action.ANOTHER not in labels(popup)
    assert "breakd questions" in popup.elsewhere
