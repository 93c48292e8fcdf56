"""The content security policies: nothing is fetched from elsewhere, and nothing of an article can run."""

# Pages have no script at all …
PLAIN = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# … but that of the query editor, whose script is a file of this server and asks this server alone.
SCRIPTED = f"{PLAIN}; script-src 'self'; connect-src 'self'"
