"""The check before a workbook is opened: an archive of plain XML that asks for a bounded amount of room.

One part after the other is unpacked in memory, looked through once, and the first fault ends it. What readers get is a new
archive of the parts that were looked through: two programs can understand an archive of a stranger in two ways.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from pathlib import Path

from policyindex.files.text import read_bytes
from policyindex.files.workbooks import limits
from policyindex.files.workbooks.packing import packed
from policyindex.files.workbooks.scanning import Scan
from policyindex.problems import Location, problem
from policyindex.problems.errors import ProblemsFoundError

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")
_MACRO_PARTS = ("vbaproject", "xl/macrosheets/", "xl/activex/")
_READ = re.compile(r"(xl/|_rels/).*\.(xml|rels)|\[content_types\]\.xml")
"""The parts that are looked through and handed on, in small letters; nobody reads others, such as images and docProps."""
_ENCODING = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"'>]{0,40})""")
_LOCAL = struct.Struct("<4s5H3I2H")


def checked_bytes(path: Path) -> bytes:
    """Read a workbook and check it, or raise ProblemsFoundError saying why it is not opened; see ``check_workbook``."""
    return check_workbook(read_bytes(path, limits.FILE, "an XLSX workbook"), str(path))


def check_workbook(data: bytes, name: str) -> bytes:
    """Check a workbook from anywhere, and give a workbook of the parts that were looked through, and no others.

    :param name: stands for the file in the problem
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
            parts = archive.infolist()
        _check_parts(parts, fault)
        if sum(part.compress_size for part in parts) > len(data):
            raise fault("workbook-damaged", reason="its parts overlap")
        return _looked_through(data, parts, fault)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, struct.error) as error:
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


def _looked_through(data: bytes, parts: list[zipfile.ZipInfo], fault: _Fault) -> bytes:
    """Look through the parts that readers open, and give an archive of these, packed as they were."""
    elements, scan, kept = 0, Scan(fault), []
    for part in sorted(parts, key=lambda each: each.file_size):
        if not _READ.fullmatch(part.filename.lower()):
            continue
        raw = _raw(data, part)
        content = _unpacked(raw, part)
        elements += content.count(b"<") - content.count(b"</")
        if elements > limits.ELEMENTS:
            limit = f"at most {limits.ELEMENTS} in all parts"
            raise fault("workbook-too-many-cells", part=part.filename, found="more elements than fit", limit=limit)
        _check_encoding(part.filename, content, fault)
        scan.part(part.filename, content)
        kept.append((part, raw))
    scan.finish()
    return packed(kept)


def _raw(data: bytes, part: zipfile.ZipInfo) -> memoryview:
    """Give the bytes of a part as they are packed."""
    start = part.header_offset
    signature, *_, name, extra = _LOCAL.unpack_from(data, start)
    start += _LOCAL.size + name + extra
    if signature != b"PK\3\4" or start + part.compress_size > len(data):
        raise zipfile.BadZipFile(f"{part.filename} is not where the archive says")
    return memoryview(data)[start : start + part.compress_size]


def _unpacked(raw: memoryview, part: zipfile.ZipInfo) -> bytes:
    """Unpack a part that has exactly the bytes it declares: what is longer could go on in another program."""
    content, ended = bytes(raw), True
    if part.compress_type == zipfile.ZIP_DEFLATED:
        unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
        content = unpacking.decompress(raw, part.file_size + 1)
        ended = unpacking.eof or (not unpacking.decompress(unpacking.unconsumed_tail, 1) and unpacking.eof)
    if len(content) != part.file_size or not ended:
        raise zipfile.BadZipFile(f"{part.filename} has not the size that it declares")
    if zlib.crc32(content) != part.CRC:
        raise zipfile.BadZipFile(f"{part.filename} has another checksum")
    return content


def _check_encoding(name: str, content: bytes, fault: _Fault) -> None:
    """Refuse what is not UTF-8, as spreadsheet programs write it: readers would see other tags than we do."""
    found = _ENCODING.match(content.removeprefix(b"\xef\xbb\xbf")[:300])
    declared = found[1].decode("ascii", "replace") if found else "utf-8"
    if content.startswith((b"\xff\xfe", b"\xfe\xff", b"\0", b"<\0")):
        declared = "UTF-16 or UTF-32"
    if declared.lower() not in ("utf-8", "utf8", "ascii", "us-ascii"):
        raise fault("workbook-encoding", part=name, value=declared)
