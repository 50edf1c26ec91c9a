"""`python -m bot` is the command `hallo-bot`."""

import sys

from bot.cli import main

sys.exit(main())
