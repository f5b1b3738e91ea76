"""Documents of an agreement: the parties' originals, and the public copy made of one of them."""
