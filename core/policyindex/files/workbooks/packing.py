"""Making an archive of parts that are packed already."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterable

_LOCAL = struct.Struct("<4s5H3I2H")
_ENTRY = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION, _UTF_8, _DAY = 20, 1 << 11, 33  # 1 January 1980, the first day that archives know


def packed(parts: Iterable[tuple[zipfile.ZipInfo, memoryview]]) -> bytes:
    """Give an archive of parts, each with its packed bytes as they are; nothing else of the old one is in it."""
    whole, entries = bytearray(), []
    for part, raw in parts:
        name = part.filename.encode()
        about = (_UTF_8, part.compress_type, 0, _DAY, part.CRC, part.compress_size, part.file_size, len(name), 0)
        at = len(whole)
        whole += _LOCAL.pack(b"PK\3\4", _VERSION, *about) + name + raw
        entries.append(_ENTRY.pack(b"PK\1\2", _VERSION, _VERSION, *about, 0, 0, 0, 0, at) + name)
    start = len(whole)
    for entry in entries:
        whole += entry
    whole += _END.pack(b"PK\5\6", 0, 0, len(entries), len(entries), len(whole) - start, start, 0)
    return bytes(whole)
