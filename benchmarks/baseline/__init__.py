"""What the benchmarks are measured against, and how."""
