"""The benchmark: made-up firms of several sizes through every stage, beside what the tools below us need."""
