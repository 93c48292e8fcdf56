"""The command `rongqiao`: its subcommands, and how an error becomes one line and an exit code.

Subcommands import what they need when they run, so that help comes at once.
"""

import sys

import click

from server.annotating import graphs
from server.asking import query, search
from server.checking import check
from server.conflicts import conflicts
from server.console import FAILED, INTERRUPTED, USAGE, tell
from server.deciding import decide
from server.dumping import dump
from server.embedding import embed
from server.evaluating import evaluate
from server.granting import token
from server.indexing import index
from server.ingesting import extract, ingest, rebuild, retract
from server.inquiring import ask
from server.judging import evaluate_search
from server.keeping import backup, restore
from server.linking import link
from server.rereading import reextract
from server.running import diff, runs
from server.serving import serve
from server.storing import store


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="rongqiao", message="%(prog)s %(version)s")
def rongqiao() -> None:
    """A knowledge graph grown from Chinese news, and the search over it."""


for _command in (
    *(ingest, extract, rebuild, retract, reextract, runs, diff, decide, link, graphs, query, search, ask, conflicts),
    *(check, dump, backup, restore, store, index, evaluate, evaluate_search, embed, serve, token),
):
    rongqiao.add_command(_command)


def main() -> None:
    """Runs the command line. Exit codes: 0 done, 1 failed, 2 usage, 3 part of the input failed, 130 interrupted."""
    try:
        code = rongqiao.main(prog_name="rongqiao", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        tell("interrupted")
        code = INTERRUPTED
    except BrokenPipeError:
        # The reader has gone (`rongqiao query … | head`); nothing may write to it at exit.
        sys.stdout = None
        code = FAILED
    except UnicodeEncodeError as error:  # bytes of the command line that are no text
        tell(f"rongqiao: {error.object[:80]!r} is no text in UTF-8")
        code = USAGE
    except Exception as error:
        if not _expected(error):
            raise
        tell(f"rongqiao: {error}")
        code = FAILED
    sys.exit(code if isinstance(code, int) else 0)


def _expected(error: Exception) -> bool:
    """Whether the error is one of the project's own, whose message is made for people, or the system's."""
    return isinstance(error, OSError) or type(error).__module__.partition(".")[0] in ("graph", "corpus", "extract")


if __name__ == "__main__":
    main()
