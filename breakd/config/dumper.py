"""From Settings back to TOML, for `breakd config show`: what holds now, every key."""

from __future__ import annotations

from breakd.engine.settings import Settings

from .changes import BODY, HOURS, body_values, groups, hours_values, lines_of


def dump_config(settings: Settings) -> str:
    """All of `config.toml` as it would give exactly these settings."""
    tables = dict(groups(settings))
    if settings.hours is not None:
        tables[HOURS] = hours_values(settings.hours)
    return lines_of(tables)


def dump_body(settings: Settings) -> str:
    """All of `body.toml`; a day that was not said has no line."""
    return lines_of({BODY: body_values(settings)})
