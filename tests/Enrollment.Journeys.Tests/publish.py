"""A publisher that is not .NET: reads lines of {"type": …, "message": …} and publishes each as plain JSON, with confirms."""
import json
import sys

import pika

connection = pika.BlockingConnection(pika.URLParameters(sys.argv[1]))
channel = connection.channel()
channel.confirm_delivery()
for line in sys.stdin:
    entry = json.loads(line)
    channel.basic_publish("Enrollment.Contracts:" + entry["type"], "", json.dumps(entry["message"]), mandatory=True)
connection.close()
