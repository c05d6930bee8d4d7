"""What a root folder takes over from the machine: the archive of its packages, certificates, the network."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

USUAL_MIRROR = "http://deb.debian.org/debian/"
"""For a machine whose own packages do not come from Debian."""
APT_SETTING = re.compile(r"Acquire::(Check-|Retries|Queue-Mode|ForceIPv|http|https)")
"""The settings of apt that are about the network; the rest is about the machine."""
BUNDLE = Path("/etc/ssl/certs/ca-certificates.crt")
APT_HELPER = "/usr/lib/apt/apt-helper"
"""Fetches a file as apt does: by the machine's proxy and certificates."""
PASSED_ON = ("CI", "TERM", "no_color", "http_proxy", "https_proxy", "no_proxy")
"""Variables, in lower or upper case, that mean the same inside."""


def mirror() -> str:
    """The archive of Debian that this machine uses."""
    ask = ["apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages"]
    if not shutil.which("apt-get"):
        return USUAL_MIRROR
    return debian_of(subprocess.run(ask, capture_output=True, text=True, check=False).stdout.splitlines())


def debian_of(addresses: Iterable[str]) -> str:
    """The first address that is a mirror of Debian's main archive."""
    return next((address for address in addresses if address.rstrip("/").endswith("/debian")), USUAL_MIRROR)


def archive_answers() -> bool:
    """Whether the archive can be reached right now; it always has a stable release."""
    with tempfile.TemporaryDirectory() as folder:
        fetch = [APT_HELPER, "download-file", f"{mirror().rstrip('/')}/dists/stable/InRelease", f"{folder}/InRelease"]
        return subprocess.run(fetch, capture_output=True, check=False).returncode == 0


def apt_settings() -> list[str]:
    """This machine's settings of apt that are about the network, each as a line of apt.conf."""
    if not shutil.which("apt-config"):
        return []
    return network_settings(subprocess.run(["apt-config", "dump"], capture_output=True, text=True, check=True).stdout)


def network_settings(dump: str) -> list[str]:
    """The lines of `apt-config dump` that matter for another root, and say something."""
    return [line for line in dump.splitlines() if APT_SETTING.match(line) and not line.endswith(' "";')]


def files(env: Mapping[str, str]) -> dict[str, bytes]:
    """Files of the machine by their place inside: names and addresses, certificates, pip's settings."""
    home = Path(env.get("HOME", "/root"))
    bundle = Path(env.get("SSL_CERT_FILE", BUNDLE))
    places = {
        "etc/hosts": Path("/etc/hosts"),
        "etc/resolv.conf": Path("/etc/resolv.conf"),
        str(BUNDLE.relative_to("/")): bundle if bundle.exists() else BUNDLE,
        "etc/pip.conf": Path("/etc/pip.conf"),
        "root/.config/pip/pip.conf": home / ".config/pip/pip.conf",
        "root/.pip/pip.conf": home / ".pip/pip.conf",
    }
    return {inside: path.read_bytes() for inside, path in places.items() if path.exists()}


def environment(env: Mapping[str, str]) -> dict[str, str]:
    """The variables of a command inside: little of the person's own, and no path of the machine."""
    passed = {
        name: value
        for name, value in env.items()
        if name.lower() in map(str.lower, PASSED_ON) or (name.startswith("PIP_") and not value.startswith("/"))
    }
    return passed | {
        "HOME": "/root",
        "LANG": "C.UTF-8",
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "PIP_CERT": str(BUNDLE),
        "SSL_CERT_FILE": str(BUNDLE),
    }


def cache(env: Mapping[str, str] = os.environ) -> Path:
    """Where root folders are kept."""
    return Path(env.get("XDG_CACHE_HOME") or Path(env["HOME"]) / ".cache", "breakd/roots")
