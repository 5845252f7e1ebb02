"""Speed and size, measured as ratios side by side in one run.

The rule: a figure is the median of pairs, ours and an anchor's taken in turn, so that a machine
that is busy with something else slows both alike; the spread of the pairs is told with it.
"""
