"""How the built-in model was made: `python -m embeddings.training` makes it again on a CPU."""
