"""Methods about chats."""

from __future__ import annotations

from typing import Any

from simulator.api.parameters import NO_CHAT, ChatId
from simulator.api.registry import REGISTRY, Call


@REGISTRY.method("getChat")
def get_chat(call: Call, *, chat_id: ChatId = NO_CHAT) -> dict[str, Any]:
    """Return what is known of a chat (ChatFullInfo)."""
    chat = call.state.chat_for_bot(chat_id, writing=False)
    return chat.to_json() | {
        "accent_color_id": chat.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": True,
            "limited_gifts": True,
            "unique_gifts": True,
            "premium_subscription": True,
            "gifts_from_channels": True,
        },
    }


@REGISTRY.method("getChatMember")
def get_chat_member(call: Call, *, chat_id: ChatId = NO_CHAT, user_id: int = 0) -> dict[str, Any]:
    """Return a member of a private chat: the person or the bot."""
    chat = call.state.chat_for_bot(chat_id, writing=False)
    user = call.state.profile.user() if user_id == call.state.profile.id else chat.person.user()
    return {"user": user, "status": "member"}
