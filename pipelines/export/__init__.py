"""Datasets in the formats of other trainers and evaluators, each with the files that make our
grader the reward there."""
