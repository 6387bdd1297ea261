"""`python -m process_atlas` is the command `process-atlas`."""

from process_atlas.cli.main import main

if __name__ == "__main__":
    main()
