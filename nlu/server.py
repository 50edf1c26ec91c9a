# mypy: ignore-errors
"""Rasa's NLU server for one trained model; runs in the Rasa environment: `python -m nlu.server MODEL --port 5005`.

It serves Rasa's own HTTP API, as `rasa run --enable-api` does, but leaves out what this model does not need
(TensorFlow, channels, a dialogue model), so that it starts in a few seconds and takes a fraction of the memory.
It listens on loopback, asks for the token in `NLU_SERVER_TOKEN`, and ends when the process that started it ends.
"""

import argparse
import ctypes
import logging
import os
import signal
import sys
import tarfile
import threading
import time
import warnings
from pathlib import Path

TOKEN_VARIABLE = "NLU_SERVER_TOKEN"
PARENT_VARIABLE = "NLU_SERVER_PARENT"
HOST = "127.0.0.1"

_PR_SET_PDEATHSIG = 1  # prctl(2)
_SECONDS_BETWEEN_LOOKS_AT_PARENT = 1.0


def main() -> int:
    """Load the model and serve it until told to stop."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, help="the trained model, a .tar.gz file")
    parser.add_argument("--port", type=int, required=True)
    args = parser.parse_args()

    token = os.environ.get(TOKEN_VARIABLE)
    if not token:
        print(f"{TOKEN_VARIABLE} is not set; without a token the server does not start.", file=sys.stderr)
        return 2
    if PARENT_VARIABLE in os.environ:
        _end_with_parent(int(os.environ[PARENT_VARIABLE]))

    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    warnings.simplefilter("ignore")
    _leave_out_tensorflow_if_possible(args.model)
    _serve(args.model, args.port, token)
    return 0


def _end_with_parent(parent: int) -> None:
    """See to it that this process never outlives the one that started it, however that one ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    # Where there is no such signal, and if the parent was gone before it was asked for.
    threading.Thread(target=_watch_parent, args=(parent,), daemon=True).start()


def _watch_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_SECONDS_BETWEEN_LOOKS_AT_PARENT)
    os._exit(1)


def _leave_out_tensorflow_if_possible(model: Path) -> None:
    from nlu.rasa_components.light_imports import leave_tensorflow_out, needs_tensorflow

    if not needs_tensorflow(_components(model)):
        leave_tensorflow_out()


def _components(model: Path) -> "list[str]":
    """Return the classes in the model's prediction graph that come from the pipeline."""
    import json

    with tarfile.open(model) as archive:
        metadata = json.load(archive.extractfile("metadata.json"))
    nodes = metadata["predict_schema"]["nodes"].values()
    return [node["uses"] for node in nodes if not node["uses"].startswith("rasa.graph_components.")]


def _serve(model: Path, port: int, token: str) -> None:
    from rasa.core.agent import Agent
    from rasa.server import create_app
    from rasa.utils.log_utils import configure_structlog

    # Rasa's own logging at its default level would write down every message.
    configure_structlog(logging.WARNING)

    agent = Agent.load(str(model))
    app = create_app(agent, cors_origins="", auth_token=token)
    # The access log would hold the token; the worker count keeps Sanic from forking.
    app.run(host=HOST, port=port, workers=1, access_log=False, motd=False, debug=False)


if __name__ == "__main__":
    sys.exit(main())
