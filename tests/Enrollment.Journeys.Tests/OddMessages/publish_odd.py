"""Publishes one message as no library for .NET would: reads {"exchange", "properties", "body_base64"} lines, properties with bytes as name_base64, decimals as headers, confirms each."""
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
    channel.basic_publish(entry["exchange"], "", base64.b64decode(entry["body_base64"]), pika.BasicProperties(**decoded(entry["properties"])))
connection.close()
