"""Process Atlas: versioned YAML specs of processes, data, roles and fields become a training site."""

__version__ = "0.1.0"
