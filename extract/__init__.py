"""Text to `Reading`: one stage a module; `extract/pipeline.py` holds their order."""
