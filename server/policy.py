"""The content security policy of every page: nothing is fetched from elsewhere, nothing of an article can run, and scripts
are files of this server that ask this server alone."""

STRICT = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
