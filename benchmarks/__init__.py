"""Measurements, never timed tests: `make bench` prints one table."""
