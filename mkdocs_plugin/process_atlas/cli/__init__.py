"""The command line: unpacks what the user asked for, calls the pipeline, prints what came of it."""
