"""What a process gives up before it evaluates strangers' queries: the network, memory without end, core files.

Linux alone can deny the network to a process that is not privileged (seccomp; x86-64 and ARM64 here). Everywhere the
guard refuses what would need it.
"""

import ctypes
import os
import platform
import signal
import stat
import sys
from contextlib import suppress

if sys.platform != "win32":  # which knows no limits of this kind
    import fcntl
    import resource

# The kernel's name of the architecture, and the numbers of the calls that are refused with EPERM: socket, execve, execveat,
# and io_uring_setup, whose rings make sockets without that call.
_CALLS = {
    "x86_64": (0xC000003E, (41, 59, 322, 425)),
    "aarch64": (0xC00000B7, (198, 221, 281, 425)),
}
_X32 = 0x40000000  # from here on the numbers of another calling convention
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2  # of prctl
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06  # of the filter's machine
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050001
_NUMBER, _ARCHITECTURE = 0, 4  # where they stand in what the filter sees


class _Step(ctypes.Structure):
    _fields_ = [("code", ctypes.c_ushort), ("then", ctypes.c_ubyte), ("other", ctypes.c_ubyte), ("k", ctypes.c_uint32)]


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("steps", ctypes.POINTER(_Step))]


def cut_off() -> bool:
    """Takes the network, and the starting of programs, from this thread and all that it starts; False where that cannot be."""
    if sys.platform != "linux" or platform.machine() not in _CALLS:
        return False
    architecture, calls = _CALLS[platform.machine()]
    refused = len(calls) + 5  # the place of the step that refuses; the one before allows
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 0, refused - 2, architecture),
        (_LOAD, 0, 0, _NUMBER),
        *((_EQUAL, refused - 4 - place, 0, call) for place, call in enumerate(calls)),
    ]
    steps += [(_AT_LEAST, refused - len(steps) - 1, 0, _X32), (_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    array = (_Step * len(steps))(*(_Step(*step) for step in steps))
    program = _Program(len(steps), array)
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl.argtypes = [ctypes.c_int, ctypes.c_ulong, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_ulong]
    if prctl(_NO_NEW_PRIVILEGES, 1, None, 0, 0) != 0:
        return False
    return bool(prctl(_SECCOMP, _FILTER, ctypes.addressof(program), 0, 0) == 0)


def end_with_reader(descriptor: int) -> None:
    """The process ends as soon as nobody can read the pipe that it writes there, whatever it is doing.

    Nothing of Python would notice while the engine evaluates. Linux raises a signal where the reader goes, or reads: from
    this pipe the server reads only what a worker leaves behind. (The signal on the death of a parent is of no use, as it
    comes with the end of the thread that started the process.)
    """
    if sys.platform == "linux" and stat.S_ISFIFO(os.fstat(descriptor).st_mode):
        signal.signal(signal.SIGIO, signal.SIG_DFL)  # which is to end it
        fcntl.fcntl(descriptor, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(descriptor, fcntl.F_SETFL, fcntl.fcntl(descriptor, fcntl.F_GETFL) | os.O_ASYNC)


def limit_memory(megabytes: int) -> None:
    """Beyond so much of its own the process gets no memory, which ends it. Its address space may be larger: the engine
    reserves far more than it uses. If the machine has none left, this process is the first that the system ends."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_DATA, (megabytes << 20, megabytes << 20))
    with suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:
        file.write("1000")


def limit_time(seconds: float) -> None:
    """The process ends when it has reckoned for so long from now, even where nobody notices that it does."""
    if sys.platform != "win32":
        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        # The server, which looks now and again, has its time before.
        soft = int(used.ru_utime + used.ru_stime + seconds) + 3
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def memory() -> int:
    """Bytes of memory that the process takes up now; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
