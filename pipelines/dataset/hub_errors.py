"""What goes wrong on the way to the Hub: which errors pass and are tried again, and one line for
each of the others.

Nothing here prints a token: lines are made of our own words, a status, and the server's message
with the token taken out.
"""

import time
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from generators.errors import CurriculaError, HubError

TRIES = 5
WAIT = 1.0  # seconds before the second try; twice as long before each further one
LONGEST = 300.0  # seconds that the Hub may ask us to wait
SILENCE = 300.0  # seconds without a byte after which a connection counts as broken
PASSING = (408, 409, 412, 425, 429)  # and 500 to 599
TRANSPORT = (
    "httpx",
    "httpx2",
    "httpcore",
    "httpcore2",
    "requests",
    "urllib3",
)  # by name: the Hub's client changed its library twice

T = TypeVar("T")


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what caused it, nearest first."""
    for _ in range(12):
        if error is None:
            return
        yield error
        error = error.__cause__ or error.__context__


def response_of(error: BaseException) -> Any:
    """The Hub's response that an error tells of, or None."""
    return next(
        (found for link in chain(error) if (found := getattr(link, "response", None)) is not None),
        None,
    )


def is_transport(error: BaseException) -> bool:
    """Whether the connection failed, rather than the Hub refused."""
    if response_of(error) is not None:
        return False
    return any(
        type(link).__module__.split(".")[0] in TRANSPORT
        or isinstance(link, (ConnectionError, TimeoutError))
        and not is_offline(link)
        for link in chain(error)
    )


def is_offline(error: BaseException) -> bool:
    """Whether the user told the Hub's client to stay offline."""
    return any(type(link).__name__ == "OfflineModeIsEnabled" for link in chain(error))


def local_error(error: BaseException) -> OSError | None:
    """The error of a file on this machine behind it, if there is one."""
    return next(
        (
            link
            for link in chain(error)
            if isinstance(link, OSError) and link.errno and link.filename
        ),
        None,
    )


def passes(error: BaseException) -> bool:
    """Whether the same request may succeed a little later."""
    response = response_of(error)
    if response is not None:
        return response.status_code in PASSING or response.status_code >= 500
    if local_error(error) is not None or is_offline(error):
        return False
    unreadable = any(
        type(link).__name__ == "JSONDecodeError" for link in chain(error)
    )  # an error page where JSON was due
    return (
        is_transport(error) or unreadable or type(error) is RuntimeError
    )  # hf_xet raises RuntimeError for trouble on its way


def answered(error: BaseException) -> bool:
    """Whether the Hub itself answered, and may answer otherwise a little later."""
    return response_of(error) is not None and passes(error)


def undone(error: BaseException) -> bool:
    """Whether the Hub itself answered that it did nothing, and may answer otherwise a little
    later."""
    return answered(error) and response_of(error).status_code in (409, 412, 429, 503)


def bound_waiting() -> None:
    """Give up on a connection that is silent for SILENCE seconds; the Hub's client by itself waits
    for ever."""
    from huggingface_hub.utils import _http

    make = getattr(_http, "default_client_factory", None)
    if make is None:  # releases before 1.0 have another client, which does not wait for ever
        return

    def patient() -> Any:
        client = make()
        client.timeout = SILENCE
        return client

    _http.set_client_factory(patient)


def attempt(
    action: Callable[[], T],
    repo: str,
    note: Callable[[str], None] = lambda text: None,
    again: Callable[[BaseException], bool] = passes,
) -> T:
    """What the action gives, tried up to TRIES times with growing waits. Raises HubError, or
    OSError for a file of this machine."""
    wait = WAIT
    for tried in range(1, TRIES + 1):
        try:
            return action()
        except (CurriculaError, KeyboardInterrupt):
            raise
        except Exception as error:
            asked = asked_to_wait(error)
            if tried == TRIES or not again(error) or asked > LONGEST:
                if (local := local_error(error)) is not None and response_of(error) is None:
                    raise local from error
                raise HubError(explain(error, repo)) from error
            pause = max(wait, asked)
            note(f"{reason(error)}; trying again in {pause:.0f} s ({tried} of {TRIES - 1})")
            time.sleep(pause)
            wait *= 2
    raise AssertionError


def asked_to_wait(error: BaseException) -> float:
    """The seconds that the Hub asks to wait, 0 where it does not say."""
    response = response_of(error)
    said = response.headers.get("retry-after", "") if response is not None else ""
    return float(said) if said.isascii() and said.isdigit() else 0.0


def reason(error: BaseException) -> str:
    """What happened, in a few words."""
    response = response_of(error)
    if response is None:
        return "the connection to the Hub failed" if is_transport(error) else first_line(error)
    if response.status_code == 412:
        return "somebody else changed the repository meanwhile"
    if response.status_code == 409:
        return "another operation on the repository is under way"
    if response.status_code == 429:
        return "the Hub asks for fewer requests (429)"
    return f"the Hub answered {response.status_code}"


def explain(error: BaseException, repo: str) -> str:
    """One line for an error that ended a command."""
    names = {type(link).__name__ for link in chain(error)}
    response = response_of(error)
    status = response.status_code if response is not None else None
    if is_offline(error):
        return "HF_HUB_OFFLINE is set, so the Hub cannot be reached; unset it"
    if "LocalTokenNotFoundError" in names:
        return NO_TOKEN
    if "RevisionNotFoundError" in names:
        return f"{repo} has no such branch, tag or commit"
    if status == 401 and (
        "RepositoryNotFoundError" not in names or "whoami" in str(getattr(response, "url", ""))
    ):
        return (
            "the Hub does not know this token (expired or mistyped?); run `hf auth login`, or set"
            " HF_TOKEN to another one"
        )
    if "GatedRepoError" in names:
        return f"{repo} is gated; ask for access on its page"
    if "RepositoryNotFoundError" in names:
        return f"there is no dataset {repo} on the Hub, or this token may not see it"
    if status == 403:
        return (
            f"this token may not write to {repo}; use one with write access to"
            f" {repo.partition('/')[0]} (Settings, Access Tokens)"
        )
    if status == 412:
        return (
            f"{repo} kept changing while it was pushed to; push again when the other push is done"
        )
    if status == 429:
        return (
            "the Hub asks for fewer requests (429); wait some minutes, then the same command goes"
            " on from there"
        )
    if status is not None:
        return f"the Hub answered {status} for {repo}: {first_line(error)}"
    if is_transport(error):
        return (
            f"the Hub cannot be reached ({first_line(error)}); check the network, then the same"
            " command goes on from there"
        )
    return f"{repo}: {first_line(error)}"


NO_TOKEN = "not logged in to the Hub; run `hf auth login`, or set HF_TOKEN"


def first_line(error: BaseException) -> str:
    """The first line that the innermost error says, without the token and without addresses, which
    may hold a signature."""
    said = str(
        getattr(error, "server_message", None)
        or (error if response_of(error) is not None else [*chain(error)][-1])
    )
    words = [
        word
        for word in (said.strip().splitlines() or [type(error).__name__])[0].split()
        if "://" not in word
    ]
    return without_token(" ".join(words))[:160]


def without_token(text: str) -> str:
    """The text with the user's token taken out, should a server send it back."""
    from huggingface_hub import get_token

    token = get_token()
    return text.replace(token, "(token)") if token else text
