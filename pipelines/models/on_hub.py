"""Whether the Hub can be asked for a model, told within seconds. Its client by itself tries each
file six times with growing waits, and says only after more than a minute that it cannot connect.
"""

import time
from pathlib import Path

from generators.errors import ModelError
from pipelines.dataset.hub_errors import chain, first_line, is_transport

CONFIGS = ("config.json", "adapter_config.json")  # a model, or an adapter, has one of them
WAIT = 1.0  # seconds before the second and last try


def check_reachable(name: str, revision: str | None = None) -> None:
    """Raises ModelError for a model that is neither in a folder nor kept from an earlier use, where
    the Hub cannot be reached."""
    if Path(name).exists() or may_be_kept(name, revision):
        return
    if unreachable() is None:
        return
    time.sleep(WAIT)
    error = unreachable()
    if error is not None:
        raise ModelError(
            f"{name} is no folder here, and the Hub cannot be reached ({first_line(error)}); check"
            " the network, or name the folder of a checkpoint"
        ) from error


def may_be_kept(name: str, revision: str | None) -> bool:
    """Whether the Hub's client keeps the model's configuration; also of what is no id on the Hub,
    which is told where it is opened."""
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    try:
        kept = [try_to_load_from_cache(name, file, revision=revision) for file in CONFIGS]
    except HFValidationError:
        return True
    return any([isinstance(path, str) for path in kept])


def unreachable() -> Exception | None:
    """What stands in the way of a connection to the Hub; None where it answers, whatever it says,
    or is only slow."""
    from huggingface_hub import constants
    from huggingface_hub.utils import get_session

    try:
        # half of what the client waits in each of its own six tries, which users can make longer
        get_session().head(constants.ENDPOINT, timeout=constants.HF_HUB_ETAG_TIMEOUT / 2)
    except Exception as error:
        slow = "ReadTimeout" in [type(link).__name__ for link in chain(error)]
        return error if is_transport(error) and not slow else None
    return None
