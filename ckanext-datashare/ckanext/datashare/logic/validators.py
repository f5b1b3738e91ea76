"""Validators of the agreement and body schemas: value in, value out."""
