"""The queries of questions that ask for no single relation: what happened, who said what, all that is known of a thing."""

from pyoxigraph import Literal

from graph.questions.blocks import REPORT, ROWS, Blocks, block, when


class TopicQueries(Blocks):
    """The query of such a question."""

    def body(self) -> str:
        """The query without its prefixes, "" for a question of another kind."""
        make = {
            "happened": self._happened,
            "said": self._said,
            "speaker": self._speaker,
            "profile": self._profile,
            "ties": self._ties,
            "reports": self._reports,
            "names": self._other_names,
        }.get(self.query.want)
        return make() if make else ""

    def _happened(self) -> str:
        assert self.query.when
        lines = [*self.things(), "?日 a rq:DateMention ; oa:hasTarget ?句 ."]
        lines += when("?日", 1, self.query.when, ended=False)
        if self.query.node.things:
            lines.append(f"?提及 oa:hasTarget ?句 ; oa:hasBody {self.main()} .")
        lines.append(
            "?句 schema:text ?原句1 ; schema:isPartOf ?报道1 ; rq:start ?起1 ; rq:end ?止1 . ?日 rq:when ?时间1 ."
        )
        return self._sentences(lines, "?时间1")

    def _said(self) -> str:
        lines = [
            *self.things(),
            f"?引 a schema:Quotation ; schema:spokenByCharacter {self.main()} ; schema:text ?原句1 ;",
        ]
        lines.append("  schema:isPartOf ?报道1 ; rq:start ?起1 ; rq:end ?止1 .")
        if self.query.other:
            other = self.names[self.query.other.at]
            lines.append(f"?提及 oa:hasBody {other} ; rq:start ?从 ; rq:end ?到 .")
            lines.append("?引 rq:evidence ?句 . ?提及 oa:hasTarget ?句 . FILTER (?起1 <= ?从 && ?到 <= ?止1)")
        return self._sentences(lines, "?发表1")

    def _speaker(self) -> str:
        """Who said some words."""
        (words,) = self.query.node.values
        lines = [
            f"?引 a schema:Quotation ; schema:text ?原句1 . FILTER (CONTAINS(?原句1, {Literal(words)}))",
            "?引 schema:spokenByCharacter ?答 ; schema:isPartOf ?报道1 ; rq:start ?起1 ; rq:end ?止1 . ?答 rdfs:label ?名称 .",
        ]
        return self._sentences(lines, "?发表1", shown="?答 ?名称 ")

    def _sentences(self, lines: list[str], order: str, shown: str = "") -> str:
        shown = shown or (f"{self.main()} " if self.query.node.things else "")
        body = block(lines) + REPORT.format(i=1)
        return (
            f"SELECT DISTINCT {shown}?原句1 ?时间1 ?报道1 ?标题1 ?发表1 ?起1 ?止1\nWHERE {{\n{body}}}\n"
            f"ORDER BY {order} ?报道1 ?起1\nLIMIT {ROWS}"
        )

    def _profile(self) -> str:
        one = self.main()
        return self._claims(
            f"{{ ?陈述1 rdf:subject {one} ; rdf:object ?答 . }} UNION {{ ?陈述1 rdf:object {one} ; rdf:subject ?答 . BIND (true AS ?反) }}"
        )

    def _ties(self) -> str:
        assert self.query.other
        one, two = self.main(), self.names[self.query.other.at]
        return self._claims(
            f"{{ ?陈述1 rdf:subject {one} ; rdf:object {two} . BIND ({two} AS ?答) }} UNION"
            f" {{ ?陈述1 rdf:object {one} ; rdf:subject {two} . BIND ({two} AS ?答) BIND (true AS ?反) }}"
        )

    def _claims(self, pattern: str) -> str:
        things = block(self.things())
        return (
            f"SELECT DISTINCT {self.main()} ?答 ?名称 ?反 ?谓语1 ?时间1 ?金额1 ?币种1 ?原句1 ?报道1 ?标题1 ?发表1 ?起1 ?止1 ?置信度1\n"
            f"WHERE {{\n{things}  {pattern}\n"
            "  ?陈述1 rdf:predicate ?谓语1 ; rq:quote ?原句1 ; rq:article ?报道1 ; rq:start ?起1 ; rq:end ?止1 ; rq:confidence ?置信度1 .\n"
            "  OPTIONAL { ?答 rdfs:label ?名称 }\n  OPTIONAL { ?陈述1 rq:when ?时间1 }\n"
            "  OPTIONAL { ?陈述1 rq:amount ?金额1 ; rq:currency ?币种1 }\n"
            f"{REPORT.format(i=1)}}}\nORDER BY ?谓语1 ?反 ?名称 ?答 ?发表1\nLIMIT {ROWS}"
        )

    def _reports(self) -> str:
        things = block(self.things())
        if self.query.node.asked == "count":
            return f"SELECT (COUNT(DISTINCT ?答) AS ?数)\nWHERE {{\n{things}  ?答 a schema:NewsArticle ; schema:mentions {self.main()} .\n}}"
        return (
            f"SELECT DISTINCT ?答 ?名称 ?发表1\nWHERE {{\n{things}  ?答 a schema:NewsArticle ; schema:mentions {self.main()} .\n"
            f"  OPTIONAL {{ ?答 schema:headline ?名称 }}\n  OPTIONAL {{ ?答 schema:datePublished ?发表1 }}\n}}\nORDER BY ?发表1 ?答\nLIMIT {ROWS}"
        )

    def _other_names(self) -> str:
        things = block(self.things())
        return f"SELECT DISTINCT ?答\nWHERE {{\n{things}  {self.main()} skos:altLabel ?答 .\n}}\nORDER BY ?答\nLIMIT {ROWS}"
