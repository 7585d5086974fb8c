"""The command line: every command parses, calls one function, and prints. Data goes to stdout, all
else to stderr."""

import os
import sys
import traceback
from pathlib import Path

import click

from curricula.version import VERSION
from generators.errors import CurriculaError, OutOfTime
from pipelines.commands.audit import audit
from pipelines.commands.browse import families, presets, show
from pipelines.commands.check import check
from pipelines.commands.env import env
from pipelines.commands.experiment import experiment
from pipelines.commands.explore import explore
from pipelines.commands.export import export
from pipelines.commands.generate import generate
from pipelines.commands.import_ import import_
from pipelines.commands.judge import grade, verify
from pipelines.commands.new_family import new_family
from pipelines.commands.options import FAILED, Commands, tell_old_names
from pipelines.commands.overlap import overlap
from pipelines.commands.report import report
from pipelines.commands.share import pull, push
from pipelines.commands.speaking import note
from pipelines.commands.status import status
from pipelines.commands.stopping import Stop
from pipelines.commands.train import evaluate, screen, train

TRACEBACK = "CURRICULA_TRACEBACK"  # a variable that shows where a fault of ours is


def main() -> None:
    """Run `curricula`; every error is one line on stderr. Exits 0 ok, 1 failed, 2 usage, 3
    verification found bad rows, 128 and a signal's number where one stopped it."""
    stop = Stop()
    stop.listen()
    tell_old_names()
    try:
        cli.main(prog_name="curricula", standalone_mode=False)
    except click.ClickException as error:
        note(error.format_message())
        raise SystemExit(error.exit_code) from None
    except CurriculaError as error:
        note(str(error))
        raise SystemExit(error.exit_code) from None
    except OutOfTime as error:
        note(str(error))
        raise SystemExit(FAILED) from None
    except (click.Abort, KeyboardInterrupt):
        note("interrupted; what was whole is kept, and the same command goes on from there")
        raise SystemExit(stop.status) from None
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(FAILED) from None
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        note(f"{error.filename or 'writing'}: {reason}; what was whole is kept")
        raise SystemExit(FAILED) from None
    except Exception as error:
        if os.environ.get(TRACEBACK):
            raise
        where = traceback.extract_tb(error.__traceback__)[-1]
        note(
            f"a fault of this program, {type(error).__name__} in {Path(where.filename).name}:"
            f"{where.lineno}: {error}; please report it, with what {TRACEBACK}=1 shows"
        )
        raise SystemExit(FAILED) from None


@click.group(
    cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(VERSION, prog_name="curricula")
def cli() -> None:
    """Maths problems at a set difficulty, each solved by several checked strategies.

    \b
    curricula families                               what there is
    curricula show number_theory.gcd                 one problem, solved by every strategy
    curricula generate --strategies 4 --difficulty 3 a dataset
    curricula status DATASET                         how far its build is
    curricula verify DATASET                         every row drawn again and compared
    curricula check FAMILY|FILE                      the laws, on a family of ours or yours
    curricula explore DATASET                        problems and solutions in the browser
    curricula grade completions.jsonl DATASET        verdict, strategy, first wrong step
    curricula audit golds.jsonl --answer gold        which golds can be graded, before training
    curricula push DATASET user/name                 the dataset on the Hugging Face Hub
    curricula export DATASET --to trl OUT            dataset and reward for another trainer
    curricula train DATASET                          SFT, then RL, an evaluation after each
    curricula experiment select_and_improve          a study from nothing to a report
    """


for command in (
    families,
    show,
    check,
    new_family,
    generate,
    status,
    verify,
    overlap,
    grade,
    audit,
    push,
    pull,
    export,
    import_,
    presets,
    train,
    evaluate,
    screen,
    experiment,
    report,
    explore,
    env,
):
    cli.add_command(command)


if __name__ == "__main__":
    main()
