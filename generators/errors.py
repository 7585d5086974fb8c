"""Every error that a user can mend, in one tree. Its text is one line: what came, what is allowed,
what to do. The command line prints that line and exits with the error's `exit_code`.

    CurriculaError        1   the root; anything else that reaches a user is a bug of ours
      RequestError        2   what was asked for does not exist or does not fit: a family, knob,
                              curriculum, study, setting, template or option
        WrongType         2   an argument is of another type than is allowed; a TypeError too
      FamilyError         1   a family's own code broke a promise, or cannot be read or imported
      DatasetError        1   a dataset, manifest or file of completions is not what it should be
      HubError            1   the Hugging Face Hub refused, or cannot be reached
      ModelError          1   a model, vocabulary or checkpoint cannot be loaded or used
      TrainingError       1   a run or an experiment cannot begin or go on
      ReportError         1   a report's cells or tables are missing or do not fit

A subclass stands beside the code that raises it only where a caller catches that one alone.
"""


class CurriculaError(Exception):
    """What a user can mend."""

    exit_code = 1


class RequestError(CurriculaError, ValueError):
    """What was asked for does not exist or does not fit."""

    exit_code = 2


class WrongType(RequestError, TypeError):
    """An argument is of another type than is allowed."""


class FamilyError(CurriculaError, RuntimeError):
    """A family's own code broke a promise, or cannot be read or imported."""


class DatasetError(CurriculaError, ValueError):
    """A dataset, manifest or file of completions is not what it should be."""


class HubError(CurriculaError, RuntimeError):
    """The Hugging Face Hub refused, or cannot be reached."""


class ModelError(CurriculaError, RuntimeError):
    """A model, vocabulary or checkpoint cannot be loaded or used."""


class TrainingError(CurriculaError, RuntimeError):
    """A run or an experiment cannot begin or go on."""


class ReportError(CurriculaError, ValueError):
    """A report's cells or tables are missing or do not fit."""


class OutOfTime(BaseException):
    """A limit on time is over. No Exception, so that a family's code cannot pass over it."""


class Notice(UserWarning):
    """What a user should know in one line, though all went well; the command line prints it."""
