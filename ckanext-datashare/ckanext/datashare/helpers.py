"""Template helpers, all named ``datashare_*``."""
