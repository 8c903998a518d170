#!/usr/bin/env python3
"""Writes texts with what Python's json says of them: json/cases.json, which a unit test reads.

    compare_json.py

Each text is there as it is, and once more as people write it: for that, comments and commas behind
last values are taken away first. Texts that are none of both have null.
"""

import json
import pathlib
import random
import re

HERE = pathlib.Path(__file__).resolve().parent

SEEDS = [
    '{}', '[]', 'null', 'true', 'false', '0', '-0', '1.5e+10', '"a"', '""', '[1,2,3]', '{"a":1}',
    '{"a":{"b":[1,{"c":null}]}}', ' [ 1 , 2 ] ', '{"a":"\\u0041\\n\\"\\\\\\/"}', '"\\ud83d\\ude00"',
    '[1,2,]', '{"a":1,}', '// c\n{"a":/* b */1,// d\n}', '[/**/]', '["//","/*"]', '/* */ 1 // end',
    '[[[[]]]]', '{"é":"ü"}', '[1E5,1e-5,0.0,-1.25]', '"\\u00e9\\u0000"', '\t\r\n[\n]\n', '[,]', '{,}',
    '[1,,2]', '{"a":1,"a":2}', '{"a":1,"\\u0061":2}', '01', '-', '1.', '.5', '1e', '+1', '0x1', 'NaN',
    'Infinity', "'a'", '{a:1}', '"\t"', '"\\x41"', '"\\ud800"', '"\\udc00"', '"\\ud800\\u0041"', '"\\u12"',
    '[1 2]', '{"a" 1}', '{"a":}', '[', ']', '{', '}', '"', '', ' ', '1 2', '[]]', '{}}', 'nul', 'True',
    '/', '//', '/*', '/* *', '/**/ /', '1/', '[1/**/,/**/2]', '{"a"/**/:/**/1}', '\ufeff1', '[1,/**/]',
    '{"a":1,//\r}', '/*/ 1', '/**/1/**/', '/* // */1', '// /*\n1',
]
LETTERS = list('{}[]:,"\\/*0123456789eE+-.truefalsn \n\tau')


class Number(str):
    """A number as it is spelt."""


def members(pairs):
    """An object, if no name is there twice."""
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("twice")
    return dict(pairs)


def refuse(name):
    """What json takes and RFC 8259 has not."""
    raise ValueError(name)


def text_of(value):
    """A value as the test writes it: without blanks, numbers as they are spelt."""
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{text_of(k)}:{text_of(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(text_of, value)) + "]"
    if isinstance(value, str):
        value.encode()  # one half of a surrogate pair is no text
    return json.dumps(value, ensure_ascii=True)


def read(text):
    """The value of a text in that form; None where it is no JSON."""
    if text is None:
        return None
    try:
        return text_of(json.loads(text, object_pairs_hook=members, parse_int=Number,
                                  parse_float=Number, parse_constant=refuse))
    except (ValueError, RecursionError):
        return None


TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|//[^\n\r]*|/\*[\s\S]*?\*/|[\s\S]')


def plain(text):
    """The text without what people leave in it."""
    tokens = TOKEN.findall(text.removeprefix("\ufeff"))
    tokens = [" " if t.startswith(("//", "/*")) else t for t in tokens]
    kept = []
    for place, token in enumerate(tokens):
        rest = next((t for t in tokens[place + 1:] if t not in " \t\r\n"), "")
        before = next((t for t in reversed(kept) if t not in " \t\r\n"), "")
        # A comma alone is not behind a value.
        if token == "," and rest in ("]", "}") and before not in ("", "[", "{", ",", ":"):
            token = " "
        kept.append(token)
    return "".join(kept)


def main():
    rng = random.Random(14)
    texts = dict.fromkeys(SEEDS)
    while len(texts) < 1200:
        text = list(rng.choice(SEEDS))
        for _ in range(rng.randint(1, 3)):
            place = rng.randint(0, len(text))
            change = rng.random()
            if change < 0.4:
                text[place:place] = rng.choice(LETTERS)
            elif change < 0.7:
                del text[place:place + 1]
            else:
                text[place:place] = list(rng.choice(SEEDS))
        text = "".join(text)
        # Most changes leave nothing that is JSON: few of these are kept.
        if read(text) or read(plain(text)) or rng.random() < 0.05:
            texts[text] = None
    cases = [{"text": t, "strict": read(t), "byHand": read(plain(t))} for t in texts]
    (HERE / "json").mkdir(exist_ok=True)
    lines = ",\n".join(json.dumps(case) for case in cases)
    (HERE / "json/cases.json").write_text(f"[\n{lines}\n]\n")
    print(f"{len(cases)} texts, {sum(c['strict'] is not None for c in cases)} are JSON, "
          f"{sum(c['byHand'] is not None for c in cases)} as people write it")


main()
