"""What the page *Settings* says: each key by what it does."""

from __future__ import annotations

from breakd.frozen import frozen

from . import tr

__all__ = ["tr"]

PAGE = {
    "title": "Settings",
    "heading": "Settings",
    "first": "What people change first",
    "rest": "Everything else",
    "default": "Default: {value}",
    "to_default": "Back to the default",
    "to_default_of": "Back to the default: {label}",
    "lines": "What changes in your settings file",
    "write": "Save",
    "undo": "Undo",
    "day_off": (
        "For example 9-17, or 8-12, 13-17. Empty means a day off; with all days empty, reminders come at any time."
    ),
    "hours": "Work hours",
    "same": "The same from Tuesday to Friday",
    "nothing": "Nothing is changed yet.",
    "none": "none",
    "faulty": "There is an error in your settings. What you see here holds until it is fixed.",
}
SAVED = "Saved. It applies at once."
NOTHING_NEW = "Nothing is different from what holds."
FAULTS = "Not saved: please look at what is marked."
BY_HAND = "Your settings file cannot be changed from here. Please write these lines into {file} yourself."


@frozen
class SettingText:
    """What a key is called, and what more there is to say of it."""

    label: str
    hint: str = ""


LENGTH = "For example 30m, 90s or 1h30m."
FIRST = (
    "sitting.limit", "sitting.natural_break", "reminder.snooze", "hours", "reminder.sound", "place.now",
    "stretches.break", "quiet.call", "stretches.checkup_every", "tray.enabled",
)  # fmt: skip
"""The ten that people change first; `hours` stands for its seven days."""
SECTIONS = {
    "sitting": "Sitting",
    "reminder": "Reminders",
    "quiet": "When not to disturb you",
    "place": "Where you are",
    "stretches": "Stretches",
    "guide": "The guide",
    "tray": "Tray",
    "shortcuts": "Keys",
    "notify": "How reminders are shown",
    "help": "Numbers to call",
}
PLACE = "At this place: {place}"
TEXTS = {
    "sitting.limit": SettingText("Suggest a movement after sitting for", LENGTH),
    "sitting.hard_limit": SettingText("A clearer one after this long without a break", "No shorter than the first."),
    "sitting.natural_break": SettingText("It counts as a break when I am away for", LENGTH),
    "sitting.idle_after": SettingText("I am away after no key and no mouse for", "Shorter gaps count as reading."),
    "sitting.passive_cap": SettingText("In a call or a film, count sitting without any input for at most"),
    "sitting.standing_limit": SettingText("When I stand, suggest a change after"),
    "reminder.heads_up": SettingText("The icon announces a reminder this long before"),
    "reminder.wait_for_pause": SettingText("Wait for a pause in my typing of"),
    "reminder.wait_at_most": SettingText("But wait no longer than"),
    "reminder.expires": SettingText("A reminder leaves the screen after"),
    "reminder.snooze": SettingText("Lengths of a snooze", "With commas between them; the first one is the button."),
    "reminder.max_snoozes": SettingText("Snoozes for one reminder, at most"),
    "reminder.sound": SettingText("Play a sound with each reminder"),
    "quiet.do_not_disturb": SettingText("Wait while “do not disturb” is on"),
    "quiet.call": SettingText("Wait while I am in a call"),
    "quiet.screen_share": SettingText("Wait while my screen is shared"),
    "quiet.fullscreen": SettingText("Wait while something fills the whole screen"),
    "quiet.settle": SettingText("And this long after the last of them"),
    "place.now": SettingText("Where I usually am"),
    "place.settings": SettingText("What I can do there"),
    "place.equipment": SettingText("What is there"),
    "place.discreet": SettingText("How unnoticed it must be", "1: anything, 2: as at a desk, 3: nobody may notice."),
    "stretches.enable": SettingText("Stretches that are off by default and that I want"),
    "stretches.disable": SettingText("Stretches that I never want"),
    "stretches.break": SettingText("A suggested stretch takes at most", LENGTH),
    "stretches.long_break_every": SettingText("Get me off the chair every so many breaks"),
    "stretches.long_break": SettingText("Such a break may take"),
    "stretches.sessions_per_week": SettingText("Full sessions a week that I aim for", "0 for none."),
    "stretches.checkup_every": SettingText(
        "Remind me of a check-up with an osteopath or physiotherapist",
        "For example 26 weeks or 6 months; “off” for never.",
    ),
    "guide.voice": SettingText("Read the steps aloud", "By a voice of this computer; no word leaves it."),
    "tray.enabled": SettingText("Show the icon in the tray"),
    "shortcuts.enabled": SettingText("Keys that work in every window; the desktop asks which"),
    "notify.backend": SettingText("Show reminders by", "“auto” finds what this desktop has."),
    "help.emergency": SettingText("Emergency number", "Empty: the one of your country."),
    "help.advice": SettingText("Medical advice that is no emergency", "Empty: the one of your country."),
}
"""By the way to the key; of places without their name."""
OPTIONS = {
    "seated": "Sitting", "standing": "Standing", "floor": "On the floor",
    "chair": "A chair", "chair-with-back": "A chair with a backrest",
    "sturdy-chair-or-desk": "A chair or desk that neither rolls nor tips",
    "sturdy-chair": "A chair without wheels that cannot slip", "wall": "A free wall", "doorway": "A doorway",
    "mat": "A mat or carpet to lie on",
    "auto": "Automatic", "desktop": "Notifications of the desktop", "terminal": "The terminal", "plyer": "Plain text",
}  # fmt: skip
"""Words of the file, as a person reads them."""
