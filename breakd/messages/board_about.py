"""What the page *About and help* says."""

from __future__ import annotations

from breakd.frozen import frozen

from . import tr

__all__ = ["tr"]

PAGE = {
    "title": "About and help",
    "heading": "About breakd",
    "keys": "Keys",
    "commands": "In a terminal",
    "links": "Where this comes from",
}
VERSION = "Version {version}"


@frozen
class Section:
    """A heading with its lines."""

    title: str
    lines: tuple[str, ...]


SECTIONS = (
    Section(
        "What it does",
        (
            "breakd knows how long you have really been sitting: only time at the computer counts, and every time "
            "you get up for some minutes counts as a break.",
            "After some time it suggests one short stretch, at a pause in your typing. It waits while you are in a "
            "call, share your screen or do not want to be disturbed.",
            "You answer with a click, or not at all. A guide leads you through each stretch, step by step.",
        ),
    ),
    Section(
        "What it does not do",
        (
            "It does not diagnose or treat anything, and does not replace a doctor or a physiotherapist.",
            "No clinician has reviewed it. Its stretches and limits come from published sources, which are named "
            "with each stretch.",
            "It never covers your screen, and it counts nothing against you.",
        ),
    ),
    Section(
        "When to stop",
        (
            "Stop if it hurts, and say so: “It hurts” is a button of every guide. breakd then leaves it out.",
            "{stop_always}",
            "If you are not sure whether a stretch is for you, ask a doctor or a physiotherapist first.",
        ),
    ),
    Section(
        "What stays with you",
        (
            "Everything stays on this computer, in files that only you can read. breakd sends nothing anywhere.",
            "Your settings are in {config}, what you did is in {state}, and {cache} can be made again at any time.",
            "This window is a page in your own browser that nobody else can open. It ends when you close it.",
        ),
    ),
)
GNOME = Section(
    "On GNOME",
    (
        "GNOME shows no tray. breakd's own extension has its icon and menu: “breakd service install” brings it, and "
        "the app “Extensions” switches it on after you have logged out and in.",
    ),
)
"""Where neither is switched on."""
KEYS = (
    ("Tab, Shift+Tab", "the next and the previous thing on this page"),
    ("Enter, Space", "press what is chosen"),
    ("Alt+1, Alt+2, …", "the first page of this window, the second, and so on"),
    ("Ctrl+W", "close this window"),
    ("Space, N, H, X, D", "in the guide: pause, next step, it hurts, pain moves down, done"),
)
COMMANDS = (
    ("breakd status", "what is going on"),
    ("breakd done, snooze, skip", "answer a reminder"),
    ("breakd pause 1h", "be left alone for an hour"),
    ("breakd doctor", "what works on this desktop, and what to do about the rest"),
    ("breakd --help", "everything else"),
)
LINKS = (
    (
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC7719906",
        "World Health Organization 2020: guidelines on physical activity and sitting",
    ),
    ("https://pmc.ncbi.nlm.nih.gov/articles/PMC9432722", "Albulescu 2022: what is known about short breaks at work"),
    ("https://www.hse.gov.uk/contact/faqs/vdubreaks.htm", "Health and Safety Executive: breaks from the screen"),
)
