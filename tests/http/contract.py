"""Holds answers against api/openapi.yaml: every route is described, and every answer has the form it says."""
import functools
import json
import pathlib
import re

import jsonschema
import yaml

FILE = pathlib.Path(__file__).resolve().parent.parent.parent / "api" / "openapi.yaml"
# What has no description: the application's files, style sheets and what is no address at all.
BESIDE = re.compile(r"^/(?!api/|healthz|readyz|metrics|c/|cert/|check|\.well-known/|status/|verify\.html|log/|p/|s/|u/|enter/|oidc/)|^/api/v1/nothing")


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


def check(method, path, answer):
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
