"""Problems told as stories, whose text is rendered from a formal relation."""
