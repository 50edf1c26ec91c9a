"""Files that were sent either way, held in memory."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from pathlib import PurePosixPath

from simulator.errors import bad_request

# https://core.telegram.org/bots/api#getfile and #sending-files
MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024
MAX_UPLOAD_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True)
class StoredFile:
    """A file with the ids by which Telegram names it."""

    file_id: str
    unique_id: str
    path: str
    name: str
    mime_type: str
    content: bytes


class FileStore:
    """Files by id and by download path."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def add(self, kind: str, name: str, mime_type: str, content: bytes) -> StoredFile:
        """Keep a file.

        Args:
            kind: the folder of its download path, such as "documents".
            name: its name for people; the download path uses only its ending.
            mime_type: such as "text/calendar".
            content: the bytes.

        Raises:
            ApiError: 400 when it is empty, 413 when it is larger than Telegram takes.
        """
        if not content:
            raise bad_request("file must be non-empty")
        number = len(self._by_id)
        path = f"{kind}/file_{number}{PurePosixPath(name).suffix}"
        unique = hashlib.sha256(content).hexdigest()[:16]
        stored = StoredFile(f"SIM{secrets.token_urlsafe(24)}", unique, path, name, mime_type, content)
        self._by_id[stored.file_id] = stored
        self._by_path[path] = stored
        return stored

    def by_id(self, file_id: str) -> StoredFile:
        """Return a file.

        Raises:
            ApiError: 400 when there is none with this id.
        """
        try:
            return self._by_id[file_id]
        except KeyError:
            raise bad_request("wrong file_id or the file is temporarily unavailable") from None

    def by_path(self, path: str) -> StoredFile | None:
        """Return the file with this download path, if there is one."""
        return self._by_path.get(path)
