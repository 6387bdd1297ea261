"""The spec format: YAML text in, checked models out, every finding with its place."""
