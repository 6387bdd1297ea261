"""Paper: the handbook as one document, its charts cut into sheets, printed by a Chromium of the machine."""
