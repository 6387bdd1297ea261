"""Pure questions to a catalogue: flow, data flow, responsibility, lineage, checks."""
