"""Code that runs in the Rasa environment (Python 3.10) only."""
