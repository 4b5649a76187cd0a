"""Prints the failed tests of .trx files, each with the beginning of its message: failed-tests.py TRX..."""

import sys
import xml.etree.ElementTree as tree

SPACE = {"t": "http://microsoft.com/schemas/VisualStudio/TeamTest/2010"}
LINES, COLUMNS = 8, 600


def main(paths):
    for path in paths:
        for result in tree.parse(path).iterfind(".//t:UnitTestResult[@outcome='Failed']", SPACE):
            print(f"failed: {result.get('testName')}")
            message = result.findtext(".//t:Message", "", SPACE)
            for line in [line for line in message.splitlines() if line.strip()][:LINES]:
                print(f"    {line.strip()[:COLUMNS]}")


main(sys.argv[1:])
