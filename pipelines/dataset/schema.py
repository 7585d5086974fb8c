"""The columns of a dataset: their names, types, and what each one means."""

import pyarrow as pa

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
# of a step or a solution: older files have none of them
ADDED = ("gives", "premises", "constants", "role", "opening")
COST = pa.struct([("steps", pa.int32()), ("operations", pa.int32()), ("digits", pa.int32())])
SOLUTION = pa.struct(
    [
        ("strategy", pa.string()),
        ("kind", pa.string()),
        ("choices", pa.string()),
        ("answer", pa.string()),
        ("correct", pa.bool_()),
        ("fault_step", pa.int32()),
        ("fault_kind", pa.string()),
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
    "stage": (pa.string(), "base, sft, rl or eval; a function of the structural key"),
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
PROMPT = {"prompt": (MESSAGES, "the statement as put to a model: a list of messages")}

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
        "solutions": (
            pa.list_(SOLUTION),
            "a solution by each chosen strategy: its approach (`kind`), free choices, answer, cost,"
            " the sentence that opens it, and its steps. Of a step: `words`, with {} where the"
            " claim is shown and in the last one {answer} where the answer is; `claim`;"
            " `gives`, the numbers that it finds; `premises`, the indices of the earlier steps"
            " that it rests on, -1 for the statement; `constants`, the numbers that it brings in"
            " itself, chosen freely or typed into the claim; `role`: main, abandoned, check or"
            " corrupted. The last step is the conclusion",
        ),
    },
    "sft": {
        **COMMON,
        **PROMPT,
        "completion": (
            MESSAGES,
            "the solution by one strategy with its answer: a list of messages",
        ),
        "strategy": (pa.string(), "the strategy of the completion"),
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
    "rl": {**COMMON, **PROMPT, **ANSWER},
    "eval": {**COMMON, **PROMPT, **ANSWER},
}
SCHEMAS = {
    config: pa.schema([(name, kind) for name, (kind, _) in columns.items()])
    for config, columns in CONFIGS.items()
}
CONFIG_OF_STAGE = {"base": "base", "sft": "sft", "rl": "rl", "eval": "eval"}
