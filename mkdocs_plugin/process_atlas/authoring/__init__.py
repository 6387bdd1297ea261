"""What helps people write specs: the editors' schema, templates, laying out, renaming."""
