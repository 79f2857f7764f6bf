#!/usr/bin/env python3
"""Writes the description of the API as one page for people, without a script: what the server shows at /api/docs.

usage: api_docs.py OPENAPI.yaml OUT.html      the place {style} is left to the server, which knows its style sheet
"""
import html
import json
import sys

import yaml

METHODS = ("get", "post", "patch", "put", "delete")


def text(value):
    return html.escape(str(value))


def anchor(method, path):
    return method + "-" + "".join(c if c.isalnum() else "-" for c in path).strip("-")


def link(name):
    return f'<a href="#{text(name)}">{text(name)}</a>'


def shape(schema):
    """A schema in one line: what a value looks like."""
    if schema is True or not schema:
        return "any"
    if "$ref" in schema:
        return link(schema["$ref"].rsplit("/", 1)[1])
    for several in ("oneOf", "anyOf"):
        if several in schema:
            return " | ".join(shape(each) for each in schema[several])
    if "allOf" in schema:
        return " + ".join(shape(each) for each in schema["allOf"])
    if "const" in schema:
        return f"<code>{text(json.dumps(schema['const']))}</code>"
    if "enum" in schema:
        return " | ".join(f"<code>{text(json.dumps(each))}</code>" for each in schema["enum"])
    kind = schema.get("type", "any")
    if kind == "array":
        return f"[{shape(schema.get('items', {}))}]"
    if kind == "object" and "properties" in schema:
        required = set(schema.get("required", []))
        return "{" + ", ".join(f"{text(key)}{'' if key in required else '?'}: {shape(value)}"
                               for key, value in schema["properties"].items()) + "}"
    said = " | ".join(kind) if isinstance(kind, list) else kind
    more = [schema[key] for key in ("format", "pattern") if key in schema]
    return text(said) + "".join(f" <code>{text(each)}</code>" for each in more)


def resolved(document, value):
    while "$ref" in value:
        place = document
        for step in value["$ref"].removeprefix("#/").split("/"):
            place = place[step]
        value = place
    return value


def contents(content):
    return "; ".join(f"<code>{text(kind)}</code> {shape(body.get('schema', {}))}" for kind, body in content.items())


def operation(document, path, method, about, shared):
    out = [f'<section id="{anchor(method, path)}"><h3><code>{method.upper()} {text(path)}</code></h3>',
           f"<p>{text(about.get('summary', ''))}</p><dl>",
           f"<dt>権限 / right</dt><dd><code>{text(about.get('x-right', ''))}</code></dd>"]
    parameters = [resolved(document, each) for each in [*shared, *about.get("parameters", [])]]
    if parameters:
        out.append("<dt>引数 / parameters</dt><dd><ul>")
        for each in parameters:
            said = f" — {text(each['description'])}" if each.get("description") else ""
            need = "" if each.get("required") else "?"
            out.append(f"<li><code>{text(each['name'])}{need}</code> ({each['in']}) {shape(each.get('schema', {}))}{said}</li>")
        out.append("</ul></dd>")
    if "requestBody" in about:
        out.append(f"<dt>本文 / body</dt><dd>{contents(resolved(document, about['requestBody'])['content'])}</dd>")
    for status, answer in about.get("responses", {}).items():
        answer = resolved(document, answer)
        out.append(f"<dt>{text(status)}</dt><dd>{text(answer.get('description', ''))} {contents(answer.get('content', {}))}</dd>")
    return "\n".join([*out, "</dl></section>"])


def page(document):
    operations = [(path, method, about[method], about.get("parameters", []))
                  for path, about in document["paths"].items() for method in METHODS if method in about]
    index = "".join(f'<li><a href="#{anchor(method, path)}"><code>{method.upper()} {text(path)}</code></a> '
                    f"{text(about.get('summary', ''))}</li>" for path, method, about, _ in operations)
    schemas = "".join(f'<section id="{text(name)}"><h3>{text(name)}</h3><p>{text(schema.get("description", ""))}</p>'
                      f"<p>{shape(schema)}</p></section>" for name, schema in document["components"]["schemas"].items())
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>Tenbin API</title>
<link rel="stylesheet" href="{{style}}"></head><body><header><span>Tenbin 天秤 API</span><a href="/api/openapi.yaml">openapi.yaml</a></header>
<main><h1>HTTP API</h1>
<p lang="ja">質量は kg の十進文字列、割当率は百万分率の整数、日付は ISO 8601 です。「?」のある項目は省略できます。</p>
<p>{text(document['info']['description'])} A name with “?” may be left out.</p>
<p><a href="/docs/errors">エラーの一覧 / Errors</a></p>
<h2>一覧 / Calls</h2><ul>{index}</ul>
<h2>呼び出し / Each call</h2>
{"".join(operation(document, *each) for each in operations)}
<h2>値 / Values</h2>{schemas}
</main></body></html>
"""


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        document = yaml.safe_load(file)
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        file.write(page(document))


if __name__ == "__main__":
    main()
