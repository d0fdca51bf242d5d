"""Speed and memory of the running program, beside the smallest programs that do the same: `python -m benchmarks`."""
