"""A document as HTML, as a Word file and as tagged PDF: the same bytes for the same document."""
