"""The content store of the Amt: models, search, opening hours and town packs."""
