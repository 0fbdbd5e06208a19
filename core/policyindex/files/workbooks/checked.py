"""The check before a workbook is opened: an archive of plain XML that asks for a bounded amount of room.

Nothing is unpacked to memory or disk; parts are read in pieces, and the first fault ends it.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from policyindex.files.text import read_bytes
from policyindex.files.workbooks import limits
from policyindex.files.workbooks.scanning import Scan
from policyindex.problems import Location, problem
from policyindex.problems.errors import ProblemsFoundError

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")
_BINARY = (".bin", ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".svg", ".ico")
_MACRO_PARTS = ("vbaproject", "xl/macrosheets/", "xl/activex/")
_PIECE = 1 << 23
"""Bytes that are looked at together; a sheet mostly fits."""
_TYPES = "[Content_Types].xml"


def checked_bytes(path: Path) -> bytes:
    """Read a workbook's bytes and check them, or raise ProblemsFoundError saying why it is not opened."""
    data = read_bytes(path, limits.FILE, "an XLSX workbook")
    check_workbook(data, str(path))
    return data


def check_workbook(data: bytes, name: str) -> None:
    """Check a workbook from anywhere; ``name`` stands for it in the problem.

    :raises ProblemsFoundError: where it is no workbook, damaged, encrypted, hostile or too large
    """
    fault = _Fault(name)
    if len(data) > limits.FILE:
        raise fault("workbook-too-large", found=f"{len(data)} bytes", limit=f"at most {limits.FILE} bytes")
    if data.startswith(_OLE):
        if _ENCRYPTED_PART in data:
            raise fault("workbook-encrypted")
        raise fault("workbook-old-format", reason="it starts like a file of Excel 2003 or older")
    if not data.startswith(b"PK"):
        raise fault("workbook-not-xlsx", reason="it is no ZIP archive")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_parts(archive.infolist(), fault)
            scan = Scan(fault)
            for part in _to_parse(archive, scan, fault):
                scan.part(part.filename, _pieces(archive, part))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise fault("workbook-damaged", reason=str(error) or type(error).__name__) from None


class _Fault:
    """Makes the error of one file: ``raise fault(code, **values)``."""

    def __init__(self, name: str) -> None:
        self.location = Location(name)

    def __call__(self, code: str, **values: object) -> ProblemsFoundError:
        return ProblemsFoundError([problem(code, self.location, **values)])


def _check_parts(parts: list[zipfile.ZipInfo], fault: _Fault) -> None:
    names = [part.filename.lower() for part in parts]
    if len(parts) > limits.PARTS:
        raise fault("workbook-too-large", found=f"{len(parts)} parts", limit=f"at most {limits.PARTS}")
    if "xl/workbook.bin" in names:
        raise fault("workbook-old-format", reason="it is a binary workbook (.xlsb)")
    if "xl/workbook.xml" not in names or "[content_types].xml" not in names:
        raise fault("workbook-not-xlsx", reason="it is a ZIP archive without xl/workbook.xml")
    if len(set(names)) < len(names):
        raise fault("workbook-damaged", reason="a part stands twice in it")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > limits.UNPACKED:
        raise fault("workbook-too-large", found=f"{unpacked} bytes", limit=f"at most {limits.UNPACKED} bytes")
    for part, name in zip(parts, names, strict=True):
        if part.flag_bits & 1:
            raise fault("workbook-encrypted")
        if any(each in name for each in _MACRO_PARTS):
            raise fault("workbook-macro", part=part.filename)
        if name.startswith("xl/externallinks/"):
            raise fault("workbook-external-link", part=part.filename, value="another workbook")
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise fault("workbook-damaged", reason=f"{part.filename} is packed in an unusual way")
        if part.file_size > limits.RATIO_FROM and part.file_size > limits.RATIO * part.compress_size:
            found = f"{part.filename} unpacks from {part.compress_size} to {part.file_size} bytes"
            raise fault("workbook-too-large", found=found, limit=f"at most {limits.RATIO} times as much")


def _to_parse(archive: zipfile.ZipFile, scan: Scan, fault: _Fault) -> list[zipfile.ZipInfo]:
    """Look at the bytes of all parts first, which takes little time; give those that have to be parsed."""
    tags, left = 0, []
    parts = [part for part in archive.infolist() if not part.filename.lower().endswith(_BINARY)]
    for part in sorted(parts, key=lambda each: each.file_size):
        plain, piece = False, b""  # a part may hold nothing, whatever it declares
        for piece in _pieces(archive, part):
            tags += piece.count(b"<")
            if tags > limits.TAGS:
                limit = f"at most {limits.TAGS} tags in all parts"
                raise fault("workbook-too-many-cells", part=part.filename, found="more tags than fit", limit=limit)
            plain = part.file_size == len(piece) and part.filename.endswith(".xml") and part.filename not in _TYPES
        if not part.file_size or not plain or not scan.plain(part.filename, piece):
            left.append(part)
    return left


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            yield piece
