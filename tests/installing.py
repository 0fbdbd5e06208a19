"""Packages of plugin authors, built and unpacked as an installer does it, with or without pip in the environment."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from processes import module, started

BUILD = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"


def build(package: Path, folder: Path) -> Path:
    """Build the wheel of a package into a folder, as the package's own build system does it."""
    command = [sys.executable, "-c", BUILD, str(folder.resolve())]
    done = subprocess.run(command, cwd=package, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / done.stdout.splitlines()[-1]


def install(package: Path, site: Path) -> None:
    """Install a package of pure Python, without what it depends on, into a folder that a process has on its path."""
    site.mkdir(parents=True, exist_ok=True)
    wheel = build(package, site)
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    wheel.unlink()


def own_tests(folder: Path, site: Path) -> str:
    """Run the tests of an installed package from a folder, where nothing else is on the path; give what they say."""
    environment = {"PYTHONPATH": str(site), "PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"}
    done = started(module, "pytest", "-q", "-p", "no:cacheprovider", str(folder), cwd=folder, env=environment)()
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
