"""Trains a model with Rasa; run by `nlu.training` with the Rasa environment's interpreter."""

import argparse
import os
import sys
import warnings
from pathlib import Path

import yaml

from nlu.rasa_components.light_imports import leave_tensorflow_out, needs_tensorflow


def main() -> int:
    """Train on the given data and leave `<name>.tar.gz` in the output folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--name", required=True)
    args = parser.parse_args()

    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    warnings.simplefilter("ignore")
    config = yaml.safe_load(args.config.read_text(encoding="utf-8"))
    if not needs_tensorflow(component["name"] for component in config["pipeline"]):
        leave_tensorflow_out()
    from rasa.model_training import train_nlu

    model = train_nlu(
        config=str(args.config), nlu_data=str(args.data), output=str(args.out), fixed_model_name=args.name
    )
    if model is None:
        print("Rasa trained no model; its messages above say why.", file=sys.stderr)
        return 1
    print(model)
    return 0


if __name__ == "__main__":
    sys.exit(main())
