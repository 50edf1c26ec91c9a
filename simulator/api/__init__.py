"""The Bot API's methods by topic. Importing this package fills the registry."""

from simulator.api import chats, edits, media, messages, profile, updates
from simulator.api.registry import REGISTRY

__all__ = ["REGISTRY", "chats", "edits", "media", "messages", "profile", "updates"]
