"""Training by TRL's trainers on datasets of this project."""
