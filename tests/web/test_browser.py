"""Which browser a page is opened in, and how that one comes in."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from breakd.web import browser
from breakd.web.server import PageServer
from tests.support import nowhere
from tests.support.guide_visitor import Visitor, leads_to

FILES = {"/": ("text/html; charset=utf-8", b"<p>page</p>")}


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desktop on which nothing is installed yet."""
    for folder in ("bin", "run", "data/applications"):
        (tmp_path / folder).mkdir(parents=True, mode=0o700)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("DISPLAY", nowhere.DISPLAY)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(browser, "DESKTOP_FOLDERS", ())
    return tmp_path


def install(machine: Path, *names: str, script: str = "exit 0") -> None:
    for name in names:
        file = machine / "bin" / name
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)


def choose(machine: Path, line: str) -> None:
    """What the person chose in the settings of the desktop."""
    install(machine, "xdg-settings", script='[ "$*" = "get default-web-browser" ] && echo chosen.desktop')
    (machine / "data/applications/chosen.desktop").write_text(f"[Desktop Entry]\nName=Web\nExec={line}\n")


def test_the_persons_own_browser_comes_before_any_other(machine: Path) -> None:
    install(machine, "chromium", "xdg-open", "firefox")
    choose(machine, "firefox --name web %u")
    found = browser.find()
    assert found == browser.Browser((f"{machine}/bin/firefox", "--name", "web"), app=False, reads_files=True)
    choose(machine, "chromium %U")
    assert browser.find() == browser.Browser((f"{machine}/bin/chromium",), app=True, reads_files=True)


@pytest.mark.parametrize("line", ["", "gone %u", '"', "firefox"])
def test_an_entry_that_is_of_no_use(machine: Path, line: str) -> None:
    install(machine, "chromium")
    choose(machine, line)
    found = browser.find()
    assert found is not None
    assert found.argv == (f"{machine}/bin/chromium",)


@pytest.mark.parametrize("told", ["exit 1", "echo ../../etc/passwd", "echo gone.desktop", "printf '\\377'"])
def test_a_desktop_that_tells_no_browser(machine: Path, told: str) -> None:
    install(machine, "xdg-open", "firefox")
    install(machine, "xdg-settings", script=told)
    assert browser.find() == browser.Browser((f"{machine}/bin/xdg-open",))


def test_without_a_display_there_is_none(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(machine, "chromium", "xdg-open")
    monkeypatch.delenv("DISPLAY")
    assert browser.find() is None


@pytest.mark.parametrize(
    ("line", "app"),
    [
        ("env HINT=x /snap/bin/firefox %u", False),
        ("/usr/bin/flatpak run --command=firefox --file-forwarding org.mozilla.firefox @@u %u @@", False),
        ("/usr/bin/flatpak run --command=/app/bin/chromium org.chromium.Chromium @@u %U @@", True),
        ("falkon %u", False),
    ],
)
def test_a_browser_that_cannot_read_the_file_is_given_the_plain_address(machine: Path, line: str, app: bool) -> None:
    install(machine, "falkon", "env", "flatpak")
    choose(machine, line.replace("/usr/bin/flatpak", "flatpak"))
    found = browser.find()
    assert found is not None
    assert (found.app, found.reads_files) == (app, False)
    assert not any(word.startswith(("%", "@@")) for word in found.argv)


def test_a_script_that_starts_a_snap(machine: Path) -> None:
    """As Ubuntu's `firefox` and `chromium-browser`."""
    install(machine, "firefox", script='exec /snap/bin/firefox "$@"')
    found = browser.find()
    assert found is not None
    assert not found.reads_files


@pytest.mark.parametrize("name", [*browser.FAMILY, *browser.OPENERS, *browser.OTHERS, "falkon", "konqueror"])
def test_each_comes_in_and_no_command_holds_the_token(machine: Path, name: str) -> None:
    seen = machine / "seen"
    last = "for word; do address=$word; case $word in --app=*) break; esac; done"
    told = f'echo "$*" > {seen}.all; echo "${{address#--app=}}" > {seen}.new; /bin/mv {seen}.new {seen}'
    install(machine, name, script=f"{last}\n{told}")
    found = browser.find()
    assert found is not None
    with PageServer(FILES) as server:
        token = server.url.split("=")[1]
        assert found.open(server, lambda _well: None)
        end = time.monotonic() + 10
        while not seen.exists():
            assert time.monotonic() < end
            time.sleep(0.01)
        assert token not in seen.with_suffix(".all").read_text()
        visitor = Visitor(leads_to(seen.read_text().strip()))
        assert visitor.enter().status == 200
        assert visitor.ask("/").text == "<p>page</p>"
        assert Visitor(f"http://{server.host}/").enter().status == 403, "one browser comes in"
        assert list((machine / "run/breakd").glob("*")) == []


def test_no_page_of_another_site_goes_through_an_open_door() -> None:
    with PageServer(FILES) as server:
        visitor = Visitor(server.open_door())
        for site in ("cross-site", "same-site"):
            assert visitor.ask("/", Sec_Fetch_Site=site).status == 403
        assert visitor.ask("/plan.json", Sec_Fetch_Site="none").status == 403
        assert visitor.enter().status == 200


@pytest.mark.parametrize("mode", [0o755, 0o777])
def test_a_folder_that_is_not_the_persons_alone_holds_no_token(machine: Path, mode: int) -> None:
    (machine / "run").chmod(mode)
    with PageServer(FILES) as server:
        assert server.door() is None
    assert list((machine / "run").iterdir()) == []
