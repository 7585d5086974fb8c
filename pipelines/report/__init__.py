"""Reports: attribution, tables, figures, pages."""
