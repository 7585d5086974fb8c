"""Models and their settings: presets, devices, vocabularies, sampling."""
