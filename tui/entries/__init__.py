"""How a question is answered: one small class a kind, no Textual in it."""
