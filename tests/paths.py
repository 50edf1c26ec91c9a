"""Where tests find the project's own files."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VOCABULARY = ROOT / "content" / "vocabulary"
BOTTROP = ROOT / "content" / "towns" / "bottrop"
