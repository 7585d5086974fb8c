"""A solution is a derivation: every number that a step uses comes from the statement, from what an
earlier step found, or from a constant that the step declares; and the steps reach the answer.

What a step finds follows from the shape of its claim:

    3 * 4 + 5 = 17                 the number that stands alone at the end: 17
    3 * 4 + 5 = 12 + 5 = 17        and what is new between the first member and the last: 12
    x^2 - 5x + 6 = (x - 2)(x - 3)  beside letters, what is new behind the first sign: 2, 3
    3x = 12 :: 6x = 24             below an equation, what the equation does not hold: 6, 24
    2x = 4 :: x = 2                and what a letter, or a multiple of it, is said to be: 2
    f(x) = x^2 :: f'(x) = 2x       and what a function is said to be: 2

Where it follows otherwise, the family marks it, and then a step finds what is marked and no more:
`f"{a} = {q:new} * {b} + {r:new}"`. Free choices are marked too (`{guess:choice}`), and numbers
typed into a claim are constants. All other numbers are used, and each needs a source. 0 and 1 need
none. Signs do not count: a term that changes sides keeps its source.

An equation in a claim's subject has a source as a whole, and its numbers with it: an earlier step
that asserts it, or the statement, whose equations are those of the conclusion's subject. It may
also ask where an expression that one of them shows is 0, or two are equal. Only an equation that
names something new, `u = x + 3` or the first that speaks of its letters, needs none; nor does an
inequality that supposes a case.

A number that several steps have found is that of a step named in `rests_on`, else of the latest
that nothing rests on yet. On a trial that is given up, or a check, no other line rests, so that
what they find is forgotten with them. A trial begins with a choice; a check comes to a number that
is known already, or declares that it fails.

`derive` works on the claims of a solution as it is made (derive.py), `derivation_faults` on the
texts of a file (texts.py); a premise is the index of an earlier step, or `STATEMENT`.
"""
