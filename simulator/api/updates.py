"""getUpdates and what belongs to it."""

from __future__ import annotations

from typing import Any

from simulator.api.parameters import JsonArray
from simulator.api.registry import REGISTRY, Call
from simulator.errors import ApiError, conflict

MAX_TIMEOUT_SECONDS = 50


@REGISTRY.method("getUpdates")
async def get_updates(
    call: Call,
    *,
    offset: int = 0,
    limit: int = 100,
    timeout: int = 0,  # noqa: ASYNC109
    allowed_updates: JsonArray | None = None,
) -> list[dict[str, Any]]:
    """Hand out waiting updates, or wait for some.

    As on Telegram's server, a new call ends the one that is still open: that one gets the 409.
    """
    state = call.state
    if allowed_updates is not None:
        state.updates.allow(str(kind) for kind in allowed_updates)
    limit = min(max(limit, 1), 100)
    clock = state.clock
    deadline = clock.monotonic() + min(max(timeout, 0), MAX_TIMEOUT_SECONDS)
    call.connection.poll_number += 1
    number = call.connection.poll_number
    state.updates.changed.ring()
    while True:
        updates = state.updates.fetch(offset, limit, clock.time())
        remaining = deadline - clock.monotonic()
        if updates or remaining <= 0:
            return updates
        await state.updates.changed.wait(remaining)
        if call.connection.closing:
            raise ApiError(502, "Bad Gateway")
        if number != call.connection.poll_number:
            raise conflict(
                "terminated by other getUpdates request; make sure that only one bot instance is running"
            )


@REGISTRY.method("deleteWebhook")
def delete_webhook(call: Call, *, drop_pending_updates: bool = False) -> bool:
    """Switch back to getUpdates; there is no webhook yet, so only waiting updates can be dropped."""
    if drop_pending_updates:
        call.state.updates.clear()
    return True


@REGISTRY.method("getWebhookInfo")
def get_webhook_info(call: Call) -> dict[str, Any]:
    """Say that no webhook is set and how many updates wait."""
    info: dict[str, Any] = {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": len(call.state.updates),
    }
    if call.state.updates.allowed is not None:
        info["allowed_updates"] = sorted(call.state.updates.allowed)
    return info
