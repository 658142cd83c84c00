"""Read by every Python that has this folder on its path: `random` gives the same in every run, so that runs can be compared."""
import os

if "TYPELINE_SEED" in os.environ:
    import random

    random.seed(int(os.environ["TYPELINE_SEED"]))
