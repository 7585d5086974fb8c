"""What every export takes from a dataset: which of its configs, and which columns the grader
needs."""

from curricula.split import RL_STAGES

GRADED = ("answer", "answer_kind", "answer_form")  # every export of rl and eval rows has them
SOLVED = ("base", "sft")  # configs whose rows have a completion
POSED = (*RL_STAGES, "eval")  # those whose rows have an answer
VIEWS = SOLVED + POSED
