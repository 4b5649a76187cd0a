"""Publishes messages as no library for .NET would, and waits for the confirmation of each.

Reads lines of {"exchange", "properties", "body_base64"}. A property with bytes is named name_base64. Decimals are possible as headers.
"""
import base64
import decimal
import json
import sys

import pika


def decoded(properties):
    given = {}
    for name, value in properties.items():
        if name.endswith("_base64"):
            given[name[: -len("_base64")]] = base64.b64decode(value)
        elif name == "decimals":
            given["headers"] = {header: decimal.Decimal(text) for header, text in value.items()}
        else:
            given[name] = value
    return given


connection = pika.BlockingConnection(pika.URLParameters(sys.argv[1]))
channel = connection.channel()
channel.confirm_delivery()
for line in sys.stdin:
    entry = json.loads(line)
    properties = pika.BasicProperties(**decoded(entry["properties"]))
    channel.basic_publish(entry["exchange"], "", base64.b64decode(entry["body_base64"]), properties)
connection.close()
