"""Diagrams: scenes without coordinates, their layout in worker processes, and the SVG that is drawn from it."""
