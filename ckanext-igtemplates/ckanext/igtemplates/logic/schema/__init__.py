"""The shape of what each action takes: one module a noun."""
