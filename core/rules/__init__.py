"""One rule, one function, one docstring with its article."""
