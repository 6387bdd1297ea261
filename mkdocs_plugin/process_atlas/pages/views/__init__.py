"""One module per kind of page: pure functions from what is derived to the values that a template lays out."""
