# ---
# jupyter:
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # From problems to plots
#
# VS Code and PyCharm open this file as a notebook, Jupyter does with jupytext;
# `jupytext --to ipynb from_problems_to_plots.py` makes one, and plain Python runs it from top to
# bottom in some seconds. It needs the project and matplotlib.

# %%
from collections import Counter, defaultdict
from pathlib import Path
from shutil import rmtree

import matplotlib.pyplot as plt

import curricula
from pipelines import library

FAMILY = "number_theory.gcd"

# %% [markdown]
# ## A family
#
# A family draws problems of one kind and solves them by several strategies. At the end of a cell
# it shows them, each with its approach and its source, and the knobs that make problems harder.

# %%
curricula.family(FAMILY)

# %% [markdown]
# ## A problem and its solutions
#
# A problem has an address, so this one is the same on every machine.

# %%
[drawn] = curricula.generate(FAMILY, difficulty=2, strategies=3, size=1)
problem, solutions = drawn
problem

# %%
# A solution shows its lines, and below them what each step rests on.
solutions[0]

# %%
# The same as a learner, a model from scratch, and a machine read it.
print(solutions[0].text(style="plain", detail="brief"), end="\n\n")
print(solutions[0].text(style="terse"), end="\n\n")
print([step.claim.text() for step in solutions[0].steps])

# %%
# Strategies differ in what they cost.
figure, axes = plt.subplots(figsize=(6, 2.5))
names = problem.strategies()
costs = [problem.solve(name).cost for name in names]
axes.barh([name.replace("_", " ") for name in names], [cost.operations for cost in costs])
axes.set_xlabel(f"operations on {problem.id}")
plt.tight_layout()
plt.show()

# %% [markdown]
# ## What a completion is worth
#
# The grader finds the one final answer and compares it exactly.

# %%
[curricula.grade(text, "3/4") for text in (r"\boxed{\frac{6}{8}}", "So it is 0.75.", "About 0.7")]

# %%
# Each line is read as a claim and decided; here a slip was made on purpose.
completion = solutions[0].text(boxed=True).replace("= 400", "= 410")
curricula.read_completion(completion, problem)

# %%
# The strategy is told from the numbers that a completion passes through, not from its words.
curricula.recognise(completion, problem)

# %% [markdown]
# ## A dataset
#
# Built here as `curricula generate` builds it, with the same bytes. Three in ten of the solutions
# in its stage sft go astray by one slip, as a model's do.

# %%
folder = Path("notebook-data")
rmtree(folder, ignore_errors=True)
data = library.build(
    folder, family=FAMILY, difficulty="1-3", strategies=3, size=150, style="plain", corrupt=0.3
)
data

# %%
# Every row is drawn again and compared, every claim decided again.
library.verify(folder)

# %%
# Longer problems take longer solutions, but not by every strategy.
lengths = defaultdict(list)
for row in data.rows("sft"):
    lengths[row["strategy"], row["difficulty"]].append(row["tokens"])
figure, axes = plt.subplots(figsize=(6, 3))
for name in sorted({name for name, _ in lengths}):
    means = [sum(lengths[name, d]) / len(lengths[name, d]) for d in (1, 2, 3)]
    axes.plot([1, 2, 3], means, marker="o", label=name.replace("_", " "))
axes.set(xlabel="difficulty", ylabel="tokens of a solution", xticks=[1, 2, 3])
axes.legend(fontsize=7)
plt.tight_layout()
plt.show()

# %%
# Strategies of one approach alone, here those that go through cases.
by_cases = curricula.generate(FAMILY, strategies=1, size=4, approach="enumerative")
[solutions[0].strategy for _, solutions in by_cases]

# %% [markdown]
# ## Completions of a model
#
# A stand-in for a model: the solutions of the dataset, some of them astray.

# %%
rows = [{"id": row["id"], "completion": row["completion"]} for row in data.rows("sft")]
graded = library.grade_completions(rows, folder)
Counter(each.reason or "right" for each in graded)

# %%
# How often each strategy was used, and how often it led to the right answer.
used = Counter(each.strategy for each in graded)
right = Counter(each.strategy for each in graded if each.correct)
figure, axes = plt.subplots(figsize=(6, 3))
names = [name for name, _ in used.most_common()]
axes.barh(names, [used[name] for name in names], color="lightgrey", label="used")
axes.barh(names, [right[name] for name in names], label="right")
axes.legend()
plt.tight_layout()
plt.show()

# %%
# The first wrong line of a completion is where a process reward would begin to fail.
next(each for each in graded if each.first_wrong is not None)

# %% [markdown]
# ## On to training
#
# Golds that the grader cannot read are found before training, not after.

# %%
golds = [{"gold": text} for text in (r"\frac{3}{4}", "12 apples", r"\frac{3", "0.5")]
library.audit(golds, "gold")

# %%
target = Path("notebook-for-trl")
rmtree(target, ignore_errors=True)
library.export(folder, "trl", target)
