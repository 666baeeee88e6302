"""Sentence encoders and vector indexes: strings in, float32 rows and row ids out."""
