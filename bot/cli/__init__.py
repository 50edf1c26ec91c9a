"""The command `hallo-bot`: one module for each group of subcommands."""

import argparse
import logging
import sys
from collections.abc import Sequence

from bot.cli import ask, content_commands, doctor, nlu_commands, run, setup_command
from bot.nlu_service import NoModelError
from bot.settings import SettingsError, load_settings
from content.database import DatabaseError
from content.linking import VocabularyError
from content.pack import PackError
from nlu.generate import TrainingDataError
from nlu.training import TrainingError

OPERATOR_ERRORS = (
    PackError,
    VocabularyError,
    DatabaseError,
    NoModelError,
    TrainingError,
    TrainingDataError,
    run.StartError,
)
"""What an operator can mend; the message says how, and a traceback would only hide it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; returns the exit code."""
    parser = argparse.ArgumentParser(prog="hallo-bot", description="The local assistant that a town can run.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module in (run, ask, setup_command, content_commands, nlu_commands, doctor):
        module.add_parser(commands)
    options = parser.parse_args(arguments)
    try:
        settings = load_settings()
        logging.basicConfig(
            level=settings.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s"
        )
        # These two log every request with its address, and the address holds the token.
        logging.getLogger("httpx").setLevel(logging.WARNING)
        for name in ("apscheduler", "alembic"):
            logging.getLogger(name).setLevel(logging.WARNING)
        result: int = options.run(options, settings)
    except SettingsError as error:
        print(f"hallo-bot: {error}", file=sys.stderr)
        return 2
    except OPERATOR_ERRORS as error:
        print(f"hallo-bot: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return result
