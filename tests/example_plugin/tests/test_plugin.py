"""The two lines that a plugin author needs."""

from policyindex.testing import check_plugin


def test_conforms() -> None:
    check_plugin("example_housing")
