"""The HTTP side of the Bot API: /bot<token>/<method> and /file/bot<token>/<path>."""

from __future__ import annotations

import json
import logging
from typing import Any

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from simulator.api import REGISTRY
from simulator.api.parameters import RawCall, Upload
from simulator.api.registry import Call, Connection
from simulator.errors import ApiError, bad_request
from simulator.files import MAX_UPLOAD_BYTES
from simulator.recording import CallRecord
from simulator.state import SimulatorState

logger = logging.getLogger(__name__)


class BotEndpoint:
    """Answers a bot as api.telegram.org does."""

    def __init__(self, state: SimulatorState, connection: Connection, token: str) -> None:
        self._state = state
        self._connection = connection
        self._token = token

    async def call(self, request: Request) -> Response:
        """Answer a method call."""
        received = (self._state.clock.time(), self._state.clock.monotonic())
        name = request.path_params["method"]
        raw = RawCall({}, {})
        result: Any = None
        failure: ApiError | None = None
        try:
            if request.path_params["token"] != self._token:
                raise ApiError(401, "Unauthorized")
            method = REGISTRY.find(name)
            if method is None:
                raise ApiError(404, "Not Found")
            name = method.name
            raw = await _read(request)
            result = await method(Call(self._state, self._connection), raw)
        except ApiError as error:
            failure = error
        except Exception:
            logger.exception("Simulator failed in %s", name)
            failure = ApiError(500, "Internal Server Error")
        if name != "getUpdates":
            self._record(name, raw, result, failure, received)
        if failure is not None:
            return JSONResponse(failure.to_json(), failure.code)
        return JSONResponse({"ok": True, "result": result})

    async def download(self, request: Request) -> Response:
        """Hand out a file."""
        stored = self._state.files.by_path(request.path_params["path"])
        if request.path_params["token"] != self._token or stored is None:
            return JSONResponse(ApiError(404, "Not Found").to_json(), 404)
        return Response(stored.content, media_type="application/octet-stream")

    def _record(
        self, name: str, raw: RawCall, result: Any, failure: ApiError | None, received: tuple[float, float]
    ) -> None:
        message = result if isinstance(result, dict) else {}
        message_id = message.get("message_id", raw.values.get("message_id"))
        self._state.recording.add(
            CallRecord(
                method=name,
                chat_id=_number(raw.values.get("chat_id")),
                message_id=_number(message_id),
                received_at=received[0],
                received_monotonic=received[1],
                duration=self._state.clock.monotonic() - received[1],
                error_code=failure.code if failure else None,
                description=failure.description if failure else None,
            )
        )


def _number(value: Any) -> int | None:
    text = str(value)
    return int(text) if text.removeprefix("-").isdecimal() else None


async def _read(request: Request) -> RawCall:
    """Collect the parameters from query and body, whichever of the four ways the bot uses."""
    values: dict[str, Any] = dict(request.query_params)
    uploads: dict[str, Upload] = {}
    if request.method != "POST":
        return RawCall(values, uploads)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        try:
            body = json.loads(await request.body() or b"{}")
        except ValueError:
            raise bad_request("can't parse JSON") from None
        if not isinstance(body, dict):
            raise bad_request("can't parse JSON")
        values |= body
    elif kind in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        try:
            async with request.form(max_part_size=MAX_UPLOAD_BYTES) as form:
                for name, value in form.items():
                    if isinstance(value, UploadFile):
                        uploads[name] = await _upload(name, value)
                    else:
                        values[name] = value
        except HTTPException:
            raise bad_request("can't parse the request body") from None
    return RawCall(values, uploads)


async def _upload(name: str, file: UploadFile) -> Upload:
    if (file.size or 0) > MAX_UPLOAD_BYTES:
        raise ApiError(413, "Request Entity Too Large")
    content = await file.read()
    return Upload(file.filename or name, file.content_type or "application/octet-stream", content)
