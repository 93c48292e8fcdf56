"""What went wrong, said to the one who asked: a page for a reader, a problem document (RFC 9457) for a program."""

import logging

from flask import Flask, Response, json, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.http import HTTP_STATUS_CODES

from graph.protocol import StoreError
from server import negotiation

_log = logging.getLogger("rongqiao.server")

# what a reader is told, and what to do about it
_WORDS = {
    400: ("请求有误", "请检查地址和参数。"),
    401: ("需要令牌", "请在 Authorization 标头中给出令牌。"),
    403: ("没有权限", "这个令牌不能用于这项操作。"),
    404: ("没有这个页面", "地址可能写错了，或者这篇文章已经撤下。"),
    405: ("不支持这种请求方法", "这个地址只能用来阅读。"),
    406: ("没有您要的格式", "请换一种格式，例如 turtle、jsonld、ntriples 或 rdfxml。"),
    409: ("同时有别的改动", "请再试一次。"),
    412: ("内容已经变了", "请先读取现在的内容。"),
    413: ("请求太大", "请缩短查询或文件。"),
    415: ("不支持这种内容类型", "请以表单、application/sparql-query 或 application/sparql-update 发送。"),
    422: ("无法照办", "请按返回的说明修改后再试。"),
    501: ("这里不能写入", "图谱存放在别的服务器上时，不能写入用户图。"),
    502: ("图谱暂时不可用", "存放图谱的服务器没有回应，请稍后再试。"),
    503: ("正忙", "同时运行的查询太多，请稍后再试。"),
    504: ("数据还没有准备好", "图谱还没有跟上最近的改动，请稍后再试。"),
    507: ("空间不够", "用户图的总量已到上限，请先删去不用的图。"),
}
_OTHERWISE = ("服务器出错了", "错误已经记录下来，请稍后再试。")


class ProblemError(Exception):
    """A request that cannot be answered: the status, one line that says why, and members for programs."""

    def __init__(self, status: int, detail: str, **members: str | int | None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.members = {key: value for key, value in members.items() if value is not None}


def answer(problem: ProblemError) -> Response:
    """The page or the problem document, by what the client prefers."""
    if negotiation.prefers_page(request):
        words, hint = _WORDS.get(problem.status, _OTHERWISE)
        page = render_template("problem.html", status=problem.status, words=words, hint=hint)
        return Response(page, problem.status, mimetype="text/html", headers={"Vary": "Accept"})
    return document(problem)


def document(problem: ProblemError) -> Response:
    """The problem document."""
    title = HTTP_STATUS_CODES.get(problem.status, "Error")
    form = {"type": "about:blank", "title": title, "status": problem.status, "detail": problem.detail}
    body = json.dumps(form | problem.members, ensure_ascii=False) + "\n"
    return Response(body, problem.status, mimetype=negotiation.PROBLEM, headers={"Vary": "Accept"})


def install(app: Flask) -> None:
    """Every error of the application ends here; one that nobody expected is logged and tells nothing of itself."""

    def known(problem: ProblemError) -> Response:
        return answer(problem)

    def http(error: HTTPException) -> Response:
        response = answer(ProblemError(error.code or 500, error.description or error.name))
        if allowed := getattr(error, "valid_methods", None):
            response.headers["Allow"] = ", ".join(sorted(allowed))
        return response

    def away(error: StoreError) -> Response:
        _log.error("%s %r failed: %s", request.method, request.path, error)  # its address is nobody's business
        return answer(ProblemError(502, "the server that has the graph does not answer as it should; ask again later"))

    def unexpected(error: Exception) -> Response:
        _log.error("%s %r failed", request.method, request.path, exc_info=error)
        return answer(ProblemError(500, InternalServerError.description))

    app.register_error_handler(ProblemError, known)
    app.register_error_handler(HTTPException, http)
    app.register_error_handler(StoreError, away)
    app.register_error_handler(Exception, unexpected)
