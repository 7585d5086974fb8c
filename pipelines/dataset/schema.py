"""The columns of a dataset: their names, types, and what each one means."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from curricula.split import RL_STAGES

MESSAGES = pa.list_(pa.struct([("role", pa.string()), ("content", pa.string())]))
DRILL_STEP = pa.struct([("words", pa.string()), ("claim", pa.string())])
STEP = pa.struct(
    [
        ("words", pa.string()),
        ("claim", pa.string()),
        ("gives", pa.list_(pa.string())),
        ("premises", pa.list_(pa.int16())),
        ("constants", pa.list_(pa.string())),
        ("role", pa.string()),
    ]
)
# columns, and parts of a step or a solution, that older files have not
ADDED = (
    *("gives", "premises", "constants", "role", "opening", "carried"),
    *("backtracks", "checked", "roles", "tokens", "problem", "solution", "strategies"),
    *("labels", "step_labels", "correct", "fault_step", "fault_kind", "approach"),
)
# columns, and parts of them, without a value in some rows; the last three in imported sets
MAY_LACK = (
    *("names", "fault_step", "fault_kind", "first_wrong"),
    *("problem", "solution", "strategies"),
)
BACKTRACK = pa.struct(
    [
        ("strategy", pa.string()),
        ("reason", pa.string()),
        ("start", pa.int16()),
        ("stop", pa.int16()),
    ]
)
COST = pa.struct([(name, pa.int32()) for name in ("steps", "operations", "digits", "tokens")])
SOLUTION = pa.struct(
    [
        ("strategy", pa.string()),
        ("kind", pa.string()),
        ("choices", pa.string()),
        ("answer", pa.string()),
        ("correct", pa.bool_()),
        ("fault_step", pa.int32()),
        ("fault_kind", pa.string()),
        ("carried", pa.list_(pa.int16())),
        ("backtracks", pa.list_(BACKTRACK)),
        ("checked", pa.bool_()),
        ("cost", COST),
        ("opening", pa.string()),
        ("steps", pa.list_(STEP)),
    ]
)

COMMON = {
    "id": (pa.string(), "unique in its config; of an sft row, problem_id#strategy"),
    "problem_id": (
        pa.string(),
        "the problem's address: family, difficulty, knobs if changed, seed, index",
    ),
    "family": (pa.string(), "domain.name of the family"),
    "type": (pa.string(), "the problem's type, where its family has several; else empty"),
    "difficulty": (pa.int8(), "the rung, 1 to 5"),
    "knobs": (pa.string(), "JSON: the value of every knob"),
    "params": (
        pa.string(),
        "JSON: the values behind the problem, from which its family rebuilds it",
    ),
    "measured": (
        pa.string(),
        "JSON: steps, operations and digits of the family's reference strategy on this problem",
    ),
    "stage": (pa.string(), "base, sft, rl (and rl2, ...) or eval; a function of the split key"),
    "split": (pa.string(), "train, validation or test within the stage"),
    "arm": (pa.string(), "the study's arm, else empty"),
    "seed": (pa.int64(), "the seed of the draw"),
    "index": (pa.int64(), "the index of the draw"),
}
ANSWER = {
    "answer": (pa.string(), "the exact answer in canonical text"),
    "answer_kind": (pa.string(), "integer, rational, tuple, set, symbol, ..."),
    "answer_form": (pa.string(), "the form the answer has to have, such as reduced; else empty"),
}
FAULT = {
    "correct": (pa.bool_(), "whether the solution is right"),
    "fault_step": (
        pa.int32(),
        "of a wrong solution the first wrong step, counted from 0 as in `step_labels`; else null",
    ),
    "fault_kind": (
        pa.string(),
        "what went wrong there: sign_slip, carry_slip, wrong_inverse, dropped_term, copied_digit,"
        " or guess for a strategy's own wrong guess; else null",
    ),
    "carried": (
        pa.list_(pa.int16()),
        "the later steps that are worked with the wrong number, so that they follow from the slip",
    ),
}
APPROACH = (
    pa.string(),
    "the approach of that strategy: forward, backward, algebraic, enumerative, transform or"
    " estimate_and_correct",
)
TOKENS = (
    pa.int32(),
    "the length of the completion in tokens by a fixed rule near Qwen2.5's tokenizer: each digit"
    " one and the blank before a number another, a word one for every nine letters, a LaTeX command"
    " or a run of signs one for every three characters, line breaks one",
)
PROMPT = {"prompt": (MESSAGES, "the statement as put to a model: a list of messages")}

POSED = {
    "problem": (pa.string(), "the statement, under the name by which other tools look for it"),
    "solution": (
        pa.string(),
        "a solution whose answer stands in a box: the one of the row in sft, elsewhere the first of"
        " `solutions` that is right, or the family's own",
    ),
    "strategies": (pa.list_(pa.string()), "all strategies that apply to the problem"),
}

CONFIGS = {
    "problems": {
        **COMMON,
        "key": (
            pa.string(),
            "the structural key in hexadecimal: equal for two problems that differ in surface"
            " only; unique",
        ),
        "split_key": (
            pa.string(),
            "the key that stage and split are a function of: equal for problems that are the same"
            " mathematics",
        ),
        "statement": (pa.string(), "the text posed"),
        "phrasing": (pa.int16(), "which of the family's phrasings it is"),
        "wording": (
            pa.string(),
            "the style: natural (plain), latex, terse, or terse_digits (numbers written digit by"
            " digit)",
        ),
        "names": (
            pa.list_(pa.string()),
            "the symbols of the numbers 0, 1, ...; null for plain numerals",
        ),
        **ANSWER,
        **POSED,
        "solutions": (
            pa.list_(SOLUTION),
            "a solution by each chosen strategy: its approach (`kind`), free choices, answer, cost"
            " (steps, operations, digits of the largest number, tokens of its text), the sentence"
            " that opens it, and its steps. Of a step: `words`, with {} where the"
            " claim is shown and in the last one {answer} where the answer is; `claim`;"
            " `gives`, the numbers that it finds; `premises`, the indices of the earlier steps"
            " that it rests on, -1 for the statement; `constants`, the numbers that it brings in"
            " itself, chosen freely or typed into the claim; `role`: main, abandoned, check or"
            " corrupted. The last step is the conclusion. Of a wrong solution `fault_step` is the"
            " first step that is wrong and `carried` the later ones that follow from it."
            " `backtracks` are attempts that come first and are given up: by which `strategy`"
            " (empty for a guess), the `reason` (longer, numbers_grow, counted or guess) and their"
            " steps from `start` to before `stop`; `checked`: whether the last step but one tests"
            " the answer",
        ),
    },
    "sft": {
        **COMMON,
        **PROMPT,
        "completion": (
            MESSAGES,
            "the solution by one strategy with its answer: a list of messages",
        ),
        **POSED,
        "strategy": (pa.string(), "the strategy of the completion"),
        "approach": APPROACH,
        "tokens": TOKENS,
        **FAULT,
        # not `labels`, which trainers take for the labels of tokens
        "step_labels": (
            pa.list_(pa.bool_()),
            "of each step of the solution, as `problems` has them, whether it is right: false are"
            " the first wrong one, those that carry it on and the conclusion of a wrong answer",
        ),
        "roles": (
            pa.list_(pa.string()),
            "of each step its role: main, abandoned (of an attempt that is given up), check or"
            " corrupted",
        ),
        "backtracks": (pa.int8(), "how many attempts come first and are given up"),
        "checked": (pa.bool_(), "whether the last line but one tests the answer"),
    },
    "steps": {
        **COMMON,
        "prompt": (pa.string(), "the statement as put to a model: a text"),
        "completions": (
            pa.list_(pa.string()),
            "the completion of the sft row of the same id, line by line",
        ),
        "labels": (
            pa.list_(pa.bool_()),
            "of each line whether it is right, by the step that it shows",
        ),
        "roles": (
            pa.list_(pa.string()),
            "of each line the role of its step; opening for one of none",
        ),
        "places": (
            pa.list_(pa.int16()),
            "of each line which step of the solution in `problems` it shows, counted from 0; -1"
            " for one that shows none, such as the sentence that opens the solution",
        ),
        "first_wrong": (pa.int32(), "the first line that is not right; null where all are"),
        "strategy": (pa.string(), "the strategy of the completion"),
        "approach": APPROACH,
        "correct": FAULT["correct"],
        "fault_kind": FAULT["fault_kind"],
    },
    "base": {
        **COMMON,
        **PROMPT,
        "completion": (
            MESSAGES,
            "practice of no strategy, in the terse wording, for models from scratch: a list of"
            " messages",
        ),
        "names": (
            pa.list_(pa.string()),
            "the symbols of the numbers 0, 1, ...; null for plain numerals",
        ),
        "steps": (pa.list_(DRILL_STEP), "the lines of the completion, each with words and a claim"),
    },
    **dict.fromkeys(RL_STAGES, {**COMMON, **PROMPT, **ANSWER, **POSED}),
    "eval": {**COMMON, **PROMPT, **ANSWER, **POSED},
}


def schema_of(columns: Mapping[str, tuple[Any, str]]) -> pa.Schema:
    return pa.schema([(name, kind) for name, (kind, _) in columns.items()])


SCHEMAS = {config: schema_of(columns) for config, columns in CONFIGS.items()}
# the configs that the problems of a stage are shown in; steps only where it is asked for
CONFIGS_OF_STAGE: dict[str, tuple[str, ...]] = {
    "base": ("base",),
    "sft": ("sft", "steps"),
    **{stage: (stage,) for stage in RL_STAGES},
    "eval": ("eval",),
}


def fits(found: pa.DataType, wanted: pa.DataType) -> bool:
    """Whether a type is the one of the schema, or that of a file written before columns were
    added."""
    if pa.types.is_list(wanted):
        return pa.types.is_list(found) and fits(found.value_type, wanted.value_type)
    if not pa.types.is_struct(wanted):
        return found == wanted
    if not pa.types.is_struct(found):
        return False
    names = [field.name for field in found]
    due = [field.name for field in wanted if field.name in names or field.name not in ADDED]
    return names == due and all(fits(field.type, wanted.field(field.name).type) for field in found)
