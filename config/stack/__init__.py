"""What `./dev` does: one noun a file, standard library only."""
