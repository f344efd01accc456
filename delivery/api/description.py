"""The API's description in OpenAPI 3.1: what ninja says of it, and what it can't know."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from ninja import NinjaAPI

PROBLEM = {"$ref": "#/components/schemas/Problem"}
PROBLEM_TYPE = "application/problem+json"
REASONS = {
    400: "The request cannot be read.",
    401: "A token is missing, unknown, expired or revoked.",
    403: "This is not allowed; `detail` says why.",
    404: "There is nothing public here.",
    405: "This method is not answered here; `Allow` names those that are.",
    409: "The same key named another request before, or the reply that is answered is not there.",
    415: "Text in another encoding than UTF-8.",
    422: "Something in the request is wrong or unknown; `errors` names it and what is allowed.",
    429: "Too many requests; go on after `Retry-After` seconds.",
}
HEADERS: dict[str, Any] = {
    "ETag": {"description": "Names this very answer.", "schema": {"type": "string"}},
    "Last-Modified": {"description": "When it last changed.", "schema": {"type": "string"}},
    "Cache-Control": {"description": "How long caches may keep it.", "schema": {"type": "string"}},
    "Surrogate-Key": {
        "description": "What it shows, for caches that empty by key.",
        "schema": {"type": "string"},
    },
}
LIMITS: dict[str, Any] = {
    "RateLimit": {
        "description": "What is left: `r` requests for `t` seconds.",
        "schema": {"type": "string"},
    },
    "RateLimit-Policy": {
        "description": "`q` requests in `w` seconds.",
        "schema": {"type": "string"},
    },
}
RETRY_AFTER = {"Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}}}


class ContentAPI(NinjaAPI):
    """An API whose description tells of problems, validators, tokens and webhooks too."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> Any:
        """Return the description."""
        description = super().get_openapi_schema(*args, **kwargs)
        for item in description["paths"].values():
            for method, operation in item.items():
                _complete(operation, method)
        components = description["components"]
        # Parameters are described where they are used; nothing refers to their classes.
        components["schemas"] = {
            name: schema
            for name, schema in components["schemas"].items()
            if not name.endswith("Parameters")
        }
        components["securitySchemes"] = {
            "token": {
                "type": "http",
                "scheme": "bearer",
                "description": "A token from the admin; anonymous reads need none.",
            }
        }
        components["responses"] = {
            f"Problem{status}": _problem(status) for status in sorted(REASONS)
        }
        description["webhooks"] = _webhooks()
        return description


def _complete(operation: dict[str, Any], method: str) -> None:
    for parameter in operation.get("parameters", []):
        # Neither a query nor a header has a null; what is not sent is absent.
        schema = parameter["schema"]
        if {"type": "null"} in (kinds := schema.pop("anyOf", [])):
            parameter["schema"] = schema | kinds[0]
    responses = operation["responses"]
    for status, response in list(responses.items()):
        if int(status) >= 400:
            responses[status] = {"$ref": f"#/components/responses/Problem{status}"}
            continue
        content = response.get("content", {})
        if "application/json" in content and (example := _examples().get(operation["operationId"])):
            content["application/json"]["example"] = example
        if len(content) > 1:
            content.pop("application/json", None)  # ninja's guess beside what is said explicitly
        response["headers"] = LIMITS | (HEADERS if method == "get" else {})
    if method == "get":
        responses.setdefault(
            304, {"description": "What the consumer has is current.", "headers": HEADERS | LIMITS}
        )


@cache
def _examples() -> dict[str, Any]:
    """Return what the demo answers, by operation; `manage.py openapi_examples` takes it anew."""
    text = (Path(__file__).parent / "examples.json").read_text(encoding="utf-8")
    examples: dict[str, Any] = json.loads(text)
    return examples


def _problem(status: int) -> dict[str, Any]:
    example = {
        "type": "about:blank",
        "title": REASONS[status].split(";")[0],
        "status": status,
        "detail": REASONS[status],
        "errors": [],
    }
    return {
        "description": REASONS[status],
        "headers": LIMITS | (RETRY_AFTER if status == 429 else {}),
        "content": {PROBLEM_TYPE: {"schema": PROBLEM, "example": example}},
    }


def _webhooks() -> dict[str, Any]:
    """Describe what endpoints are told, after `delivery.events`."""
    gone = {
        "type": "object",
        "required": ["id", "slug"],
        "properties": {"id": {"type": "integer"}, "slug": {"type": "string"}},
    }
    comment = {
        "type": "object",
        "required": ["id", "post_id", "author", "html", "posted_at", "reply_to"],
        "properties": {
            "id": {"type": "integer"},
            "post_id": {"type": "integer"},
            "author": {"type": "string"},
            "html": {"type": "string"},
            "posted_at": {"type": "string", "format": "date-time"},
            "reply_to": {"type": ["integer", "null"]},
        },
    }
    removed = {
        "type": "object",
        "required": ["id", "post_id"],
        "properties": {"id": {"type": "integer"}, "post_id": {"type": "integer"}},
    }
    listed = {"$ref": "#/components/schemas/ListedPost"}
    told = {
        "post.published": ("A post that readers see from now on.", "post", listed),
        "post.updated": ("A post that changed, or something that it shows.", "post", listed),
        "post.unpublished": ("A post that is not public any more.", "post", gone),
        "post.deleted": ("A post that is gone.", "post", gone),
        "comment.approved": ("A reply that readers see from now on.", "comment", comment),
        "comment.updated": ("A reply that says something else now.", "comment", comment),
        "comment.removed": (
            "A reply that readers see no more: delete what you keep of it.",
            "comment",
            removed,
        ),
    }
    return {
        event: {
            "post": {
                "summary": summary,
                "requestBody": {
                    "content": {
                        "application/json": {
                            "schema": {
                                "type": "object",
                                "required": ["type", "timestamp", "data"],
                                "properties": {
                                    "type": {"type": "string", "const": event},
                                    "timestamp": {"type": "string", "format": "date-time"},
                                    "data": {
                                        "type": "object",
                                        "required": [name],
                                        "properties": {name: schema},
                                    },
                                },
                            }
                        }
                    }
                },
                "responses": {"2XX": {"description": "It came; anything else is tried again."}},
            }
        }
        for event, (summary, name, schema) in told.items()
    }
