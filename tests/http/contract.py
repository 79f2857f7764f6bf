"""Holds answers against api/openapi.yaml: every route is described, and every answer has the form it says. What a
problem's `type` points at is a place of /docs/errors, which test_system holds to the same list of codes."""
import functools
import json
import pathlib
import re

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FILE = ROOT / "api" / "openapi.yaml"
# What has no description: the application's files, style sheets and what is no address at all.
BESIDE = re.compile(r"^/(?!api/|docs/|healthz|readyz|metrics|c/|cert/|check|\.well-known/|status/|verify\.html|log/|p/|s/|u/|enter/|oidc/|mcp)|^/api/v1/nothing")


@functools.cache
def document():
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


@functools.cache
def patterns():
    return [(re.compile("^" + re.sub(r"\{[a-z]+\}", "[^/]+", path.replace("{path}", ".+")) + "$"), path)
            for path in document()["paths"]]


def operation(method, path):
    path = path.split("?")[0]
    found = next((name for pattern, name in sorted(patterns(), key=lambda one: one[1].count("{"))
                  if pattern.match(path)), None)
    assert found is not None, f"{path} is not in api/openapi.yaml"
    return document()["paths"][found].get("get" if method == "HEAD" else method.lower())


def resolved(node):
    while isinstance(node, dict) and "$ref" in node:
        target = document()
        for key in node["$ref"].lstrip("#/").split("/"):
            target = target[key]
        node = target
    return node


@functools.cache
def validator(text):
    return jsonschema.Draft202012Validator({**json.loads(text), "components": document()["components"]},
                                           format_checker=jsonschema.FormatChecker())


@functools.cache
def codes():
    """All codes of the program."""
    text = (ROOT / "src" / "base" / "codes.def").read_text(encoding="utf-8")
    return re.findall(r'^TENBIN_CODE\(\w+, "([^"]+)"', text, re.MULTILINE)


def check(method, path, answer):
    if answer.headers.get("Content-Type", "").startswith("application/problem+json") and answer.body:
        problem = answer.json()
        assert problem["code"] in codes(), f"{method} {path}: {problem['code']} is no code"
        assert problem["type"] == "/docs/errors#" + problem["code"], f"{method} {path}: {problem['type']}"
    if BESIDE.match(path):
        return
    described = operation(method, path)
    if described is None:
        assert answer.status == 405, f"{method} {path} is not in api/openapi.yaml"
        return
    responses = described["responses"]
    found = resolved(responses.get(str(answer.status), responses.get("default")))
    assert found is not None, f"{method} {path}: {answer.status} is not in api/openapi.yaml"
    content = found.get("content", {})
    if method == "HEAD" or not answer.body:
        return
    kind = answer.headers["Content-Type"].split(";")[0]
    assert kind in content, f"{method} {path}: {answer.status} as {kind} is not in api/openapi.yaml"
    if kind.endswith("json"):
        schema = json.dumps(content[kind]["schema"])
        problems = [f"{list(each.path)}: {each.message}" for each in validator(schema).iter_errors(answer.json())]
        assert not problems, f"{method} {path}: " + "; ".join(problems[:5])
