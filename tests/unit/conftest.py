"""What all unit tests share: no deadline for single examples, since the first one may have to load word lists."""

from hypothesis import settings

settings.register_profile("unit", deadline=None)
settings.load_profile("unit")
