"""Whether the official library and our spec know the same properties.

Its tests and the mock server let pass what they do not know, and what is optional may be missing: a
property whose name is wrong shows nowhere else. Bodies of requests are looked at here, after the
tests, because it takes the spec. Of answers the library knows better than any spec what it expects:
this file is a plugin of the pytest that runs its tests too.
"""

import functools
import json
import os

try:
    import pydantic
    from revox._base_client import BaseClient
except ImportError:  # Where it is no plugin.
    BaseClient = None


# Requests


def sent_and_not_in(spec, requests):
    """Places in bodies of requests, as the mock server logs them, that the spec does not name."""
    places = set()
    for entry in requests:
        request = entry["request"]
        body = request.get("body")
        if isinstance(body, dict) and entry["response"]["status"] == 200:
            operation = spec["paths"][request["pathPattern"]][request["method"].lower()]
            schema = operation["requestBody"]["content"]["application/json"]["schema"]
            place = f"{request['method']} {request['pathPattern']} body"
            places.update(unnamed(spec, [schema], body, place))
    return places


def unnamed(spec, schemas, value, place):
    schemas = [part for schema in schemas for part in parts(spec, schema)]
    if isinstance(value, list):
        items = [schema["items"] for schema in schemas if "items" in schema]
        for inner in value:
            yield from unnamed(spec, items, inner, f"{place}[]")
    # Without properties it is a map, or anything.
    elif isinstance(value, dict) and any("properties" in schema for schema in schemas):
        for name, inner in value.items():
            named = [s["properties"][name] for s in schemas if name in s.get("properties", {})]
            if not named:
                yield f"{place}.{name}"
            yield from unnamed(spec, named, inner, f"{place}.{name}")


def parts(spec, schema):
    """A schema and what it is made of."""
    while "$ref" in schema:
        keys = schema["$ref"].split("/")[1:]
        schema = functools.reduce(lambda inside, key: inside[key], keys, spec)
    yield schema
    for keyword in ("allOf", "oneOf", "anyOf"):
        for part in schema.get(keyword, []):
            yield from parts(spec, part)


# Answers

expected, found, unknown = set(), set(), set()


def look(value, place):
    if isinstance(value, pydantic.BaseModel):
        expected.update(f"{place}.{name}" for name in type(value).model_fields)
        unknown.update(f"{place}.{name}" for name in value.model_extra)
        for name in value.model_fields_set - value.model_extra.keys():
            found.add(f"{place}.{name}")
            look(getattr(value, name), f"{place}.{name}")
    elif isinstance(value, list):
        for inner in value:
            look(inner, f"{place}[]")
    elif isinstance(value, dict):
        for inner in value.values():
            look(inner, f"{place}{{}}")


def pytest_configure():
    decode = BaseClient._process_response_data

    def decode_and_look(self, *, data, cast_to, response):
        value = decode(self, data=data, cast_to=cast_to, response=response)
        # A client that is not strict leaves values as they came.
        if self._strict_response_validation:
            path = response.headers["x-steady-matched-path"]
            look(value, f"{response.request.method} {path} answer")
        return value

    BaseClient._process_response_data = decode_and_look


def pytest_sessionfinish():
    names = {"unknown": sorted(unknown), "missing": sorted(expected - found)}
    with open(os.environ["INTEROP_NAMES"], "w") as file:
        json.dump(names, file)
