"""Datasets and trained models on the Hugging Face Hub."""
