"""A process that works on a data directory until it is killed."""

import random
from datetime import datetime
from pathlib import Path

from makers.remains import Clock, annotate, clock, put
from makers.stories import KINDS, SAID, article, attempt, drawn, kept

from graph.home import Home

DEEDS = ("put", "put", "put", "retract", "decide", "decide", "annotate", "follow", "rebuild")


def work(folder: str, seed: str, head: str) -> None:
    """What a process does that is to be killed: tells each deed before and after it."""
    chance = random.Random(seed)
    Clock.at = datetime.fromisoformat(head)
    with clock(), Home(Path(folder)) as home, home.own("test") as graph:
        while True:
            deed, name = chance.choice(DEEDS), f"a{chance.randrange(4)}"
            at = Clock.turn()
            if deed == "put":
                print("put", name, at.isoformat(), sep="\t", flush=True)
                put(home, article(name, drawn(at), "f0"), at)
            elif deed == "retract":
                print("retract", name, sep="\t", flush=True)
                home.retract(name)
            elif deed == "decide":
                attempt(home.truths, chance.choice(KINDS), *(chance.randrange(100) for _ in range(3)))
            elif deed == "annotate":
                lines = kept(chance.sample(SAID, chance.randrange(6)))
                print("annotate", name, lines.hex(), sep="\t", flush=True)
                annotate(home, name, lines)
            elif deed == "follow":
                graph.catch_up()
            elif chance.random() < 0.3:
                graph.rebuild()
            print("done", flush=True)
