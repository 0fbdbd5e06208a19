"""A browser for tests: the machine's own Chromium, or a skip that says why."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

LONG = 300_000  # milliseconds: a busy machine is no fault of the page
expect.set_options(timeout=LONG)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        pytest.skip("no Chromium here: install it (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        )
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    """A fresh tab; an error in a script, a refusal by the page's policy or a request over the network fails the test."""
    context = chromium.new_context(accept_downloads=True)
    context.set_default_timeout(LONG)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on("console", lambda message: faults.append(f"console: {message.text}"))
    page.on(
        "request",
        lambda request: faults.extend(
            [f"request: {request.url}"] * (not request.url.startswith(("file:", "blob:", "data:")))
        ),
    )
    yield page
    context.close()
    assert faults == []
