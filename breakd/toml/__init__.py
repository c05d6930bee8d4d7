"""TOML as people write it: values with the line of every key, and faults that say what was wanted.

The config, the body profile and the catalogue are all read through this.
"""
