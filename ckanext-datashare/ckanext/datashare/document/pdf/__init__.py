"""PDF documents: opened, refused when they do things by themselves, read, and looked over."""
