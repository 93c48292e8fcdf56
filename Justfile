# The table of contents of the work. `just` lists it.

default:
    @just --list

# A virtual environment for development: the sources themselves, and every tool
setup:
    python3 -m venv .venv
    .venv/bin/pip install -c requirements.lock -e '.[test]'

# The sample corpus in, the server up
demo:
    .venv/bin/rongqiao ingest corpus/sample
    .venv/bin/rongqiao serve

# All tests, as CI runs them (in an environment of its own)
test:
    bash .ci/run

# Style, types, import contracts
check:
    .venv/bin/ruff format --check .
    .venv/bin/ruff check .
    .venv/bin/mypy
    .venv/bin/lint-imports

# The quality figures on the annotated articles
evaluate *ARGS:
    .venv/bin/rongqiao evaluate {{ARGS}}

# The tagger's weights, trained anew on the annotated articles that are not held out (needs torch)
tagger *ARGS:
    .venv/bin/python training/tagger.py {{ARGS}}

# What is generated from the ontology and its shapes, and kept: the JSON-LD context and docs/ontology.md
ontology:
    .venv/bin/python -m ontology.publishing

# What the example queries answer over the sample corpus, written anew where the extraction has changed
answers:
    RENEW=answers .venv/bin/python -m pytest -q tests/server/test_gallery.py tests/server/test_questions.py

# The query editor's script, from its sources and the locked packages (needs node and npm)
editor:
    cd server/editor && npm ci && npm run build

# Speed: characters a second of each stage, of the tagger, of the graph and the pages
bench:
    .venv/bin/python benchmarks/tagger.py
    .venv/bin/python benchmarks/stages.py

# What a million quads cost: rebuilding, replacing, memory, disk
load *ARGS:
    .venv/bin/python benchmarks/load.py {{ARGS}}

# What queries cost by HTTP, and what others notice of hostile ones
serving *ARGS:
    .venv/bin/python benchmarks/serving.py {{ARGS}}

# What completing a name costs at a million entities, beside SQLite's FTS5 (half an hour, most of it to make the index)
suggest *ARGS:
    .venv/bin/python benchmarks/suggest.py {{ARGS}}

# What a search costs over 500,000 passages and a million entities, beside SQLite's FTS5 (an hour, most of it to make the index)
search *ARGS:
    .venv/bin/python benchmarks/search.py {{ARGS}}

# A process killed at random moments 200 times, and whether anything was lost (twenty minutes)
kills *ARGS:
    .venv/bin/python benchmarks/kills.py {{ARGS}}

# Random sequences of articles, decisions and crashes against a graph made of what remains (0.5 s each)
reversible SEQUENCES="1000":
    RONGQIAO_SEQUENCES={{SEQUENCES}} .venv/bin/python -m pytest -q tests/graph/test_reversible.py

# Pin the versions anew, one set for Python 3.11 to 3.13 and without the address of an index (needs uv)
lock:
    uv pip compile pyproject.toml --extra test --universal --python-version 3.11 --no-header --no-annotate --quiet --output-file requirements.lock
