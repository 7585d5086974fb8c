"""How a command ends when it is asked to stop: by Ctrl-C, SIGTERM or SIGHUP it puts away what is
half done, says so in one line and exits as a shell expects, with 128 and the signal's number."""

import signal
from types import FrameType

ENDING = ("SIGTERM", "SIGHUP")  # Windows has not all of them
SIGNALLED = 128


class Stop:
    """Turns the signals that end a process into KeyboardInterrupt, and keeps which one came."""

    def __init__(self) -> None:
        self.number: int = signal.SIGINT

    def listen(self) -> None:
        """From now on SIGTERM and SIGHUP are as Ctrl-C. What is ignored, as by nohup, stays so."""
        for name in ENDING:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) == signal.SIG_DFL:
                signal.signal(number, self.interrupt)

    def interrupt(self, number: int, frame: FrameType | None) -> None:
        self.number = number
        raise KeyboardInterrupt

    @property
    def status(self) -> int:
        return SIGNALLED + self.number
