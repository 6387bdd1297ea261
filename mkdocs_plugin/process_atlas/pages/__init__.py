"""Pages: what a reader sees, as views of the analysis and as HTML."""
