"""Training by TRL's trainers on data sets of this project."""
