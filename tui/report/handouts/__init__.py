"""The document a person takes away, in every format: one content, written by several pens."""
