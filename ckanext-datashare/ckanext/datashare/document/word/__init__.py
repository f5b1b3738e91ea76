"""Word documents (DOCX): opened within limits, refused with macros, read, and looked over."""
