"""The corpus that the trained reader learns from, and the training itself. `python -m training --help` lists what there is to run."""
