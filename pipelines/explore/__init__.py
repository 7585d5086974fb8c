"""Datasets and runs in the browser: a page that filters, draws and typesets what files hold."""
