"""The lab of the benchmarks, for tests that count."""
