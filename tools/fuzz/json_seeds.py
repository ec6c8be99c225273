"""The texts that the JSON fuzzer begins with: each way through the strict scanner, the readers and the writers."""

MANY_KEYS = [f'"k{number}":{number}' for number in range(20)]

ACCEPTED = [
    # Literals, space, empty and nested containers.
    "null", "true", "false", " \t\r\n0\n", "[]", "{}", "[ ]", "{ }", "[[],{},[null,true,false]]",
    '{"a":{"b":[1,{"c":null}]}}', "[" * 64 + "]" * 64, '{"a":' * 64 + "1" + "}" * 64,
    # Numbers: integers of either sign, fractions, exponents, those beyond 64 bits, the edges of a double.
    "[0,-0,1,-1,0.5,-0.0,1e0,1E+2,1e-2,1.5e10]", "[9007199254740993,-9007199254740993]",
    "[9223372036854775807,-9223372036854775808,9223372036854775808,-9223372036854775809]",
    "[18446744073709551615,123456789012345678901234567890,-0,-0]", "[1.7976931348623157e308,-1.7976931348623157e308]",
    "[4.9e-324,5e-324,2.2250738585072014e-308,1e-999]", "9" * 308, "0." + "0" * 300 + "1", "1" + "0" * 290 + "e10",
    "0.0001e311", "179769313486231570000e288", "[0e999,0.0e999,0e-999]", "1" * 201 + "e1",
    # Columns, short and long; those that are written over several lines.
    "[1,2.5,null,3]", "[" + ",".join(str(n / 4) for n in range(40)) + "]", "[" + "null," * 20 + "1]",
    '{"lr":[[' + ",".join(["0.05"] * 17) + "],[null,0.5]]}",
    # Numbers in strings.
    '["NaN","Infinity","-Infinity","nan","+Infinity","N","I"]',
    '["0x1p0","-0x1.8p-3","+0X1.FFFFFFFFFFFFFP+1023","0x0p0","-0x0.0p9","0x1.999999999999ap-4"]',
    '["0x1p-1074","0x0.0000000000001p-1022","0x1p-1075","0x1p1024","0x1.fffffffffffff8p0","0xffffffffffffffffp0"]',
    '["0x123456789abcdef01234p0","0x10000000000000000000p-9","0x.8p0","0x1.p0","0x1","0x1p","0x1p+","0xp1","0x"]',
    '["0x1p99999999999999999999","0x1p-99999999999999999999","0x1p0 ","-","+","0","0y1p0"]',
    # Strings: every escape, pairs of surrogates, characters of each length, those that are escaped when written.
    r'["\"\\\/\b\f\n\r\t","\u0000\u001f\u007f","\u00e9\u20AC","\ud83d\ude00","\uDBFF\uDFFF"]',
    '["\x7f","\xe9","\u20ac","\U0001f600","\u07ff","\u0800","\ud7ff","\ue000","\uffff","\U00010000","\U0010ffff"]',
    '["' + "a" * 70 + '","' + "é" * 30 + '"]', '["1234567\\"","12345678","123456789\\n"]',
    '{"\u2028":"\u202e","\\u0085":"\u0085","\u00ad":"\ue000"}',
    # Keys: few and many, with escapes, equal but for their bytes, near to those that are known.
    *("{" + ",".join(MANY_KEYS[:count]) + "}" for count in (15, 16, 17, 20)), '{"a":1,"b":2,"\\u0063":3}', '{"\u00e9":1,"e\u0301":2}', '{"":0,"a b":[{"1":1}]}',
    '{"gama":1,"lr":[0.1]}', '{"step_sizes":1}', '{"mile":1}', '{"' + "key" * 25 + '":1}', '{"glamma":1,"gmama":2}',
    '{"\\n":{"\\t":[]},"\\u202e":{}}', "{" + ",".join(f'"\\u00{0x61 + n:02x}":{n}' for n in range(20)) + "}",
]

REFUSED = [
    # No single value, and containers out of shape.
    "", " \n ", "1 2", "{}\n]", "1\x00", "[1,\n 2", '{"a"', '{"a":', '{"a":1,', "{", "[", "[1,]", '{"a":1,}', "[,]", "[1,,2]",
    "[1 2]", "[1}", '{"a":1]', '{"a" 1}', "{a:1}", "{1:1}", "{,}", "[1,/* c */2]", "[1 // c\n]", "[\u00a01]", "[\x0c1]", "[é]",
    '["\n"]', '["\x01"]', "[\x7f]",
    # Words and numbers that are none.
    "NaN", "Infinity", "-Infinity", "nan", "True", "nul", "truex", "'a'", "undefined1", "x" * 80,
    "01", "-012.5", "+1", ".5", "5.", "1.e5", "1e", "1E+", "-", "-a", "1.", "1e-", "0x10", "1_000", "1.5.2",
    "1e999", "-1e309", "1.7976931348623159e308", "0.0001e313", "1e99999999999999999999", "9" * 310, "1" * 305 + ".5e10",
    # Strings.
    '"', '"a', '"\\', '"\\x"', '"\\u', '"\\u12', '"\\u12g4"', '"\\ud800"', '"\\ud800x"', '"\\ud800\\n"', '"\\ud800\\u0041"',
    '"\\udc00"', '"\\ud83d\\u', '"\\ud83d\\',
    # Keys: twice, twice by escapes, twice among many, with a NUL.
    '{"a":1,"a":2}', '{"a":1,\n"\\u0061":2}', "{" + ",".join(MANY_KEYS + ['"k3":0']) + "}",
    "{" + ",".join(MANY_KEYS + ['"\\u006b3":0', '"k1":1']) + "}", '{"a\\u0000b":1}', '{"a":{"a":1},"b":1,"b":1}',
    # Too deep.
    "[" * 65, '{"a":' * 65,
]

BYTES = [
    # Marks of an order of bytes, and what is no UTF-8.
    b"\xef\xbb\xbf1", b"\xfe\xff\x001", b"\xff\xfe1\x00", b'"\x80"', b'"\xc0\x80"', b'"\xc1\xbf"', b'"\xc2"', b'"\xc2', b'"\xe0\x80\x80"',
    b'"\xe2\x82"', b'"\xe2\x28\xa1"', b'"\xed\xa0\x80"', b'"\xf0\x80\x80\x80"', b'"\xf0\x9f\x98"', b'"\xf0\x9f\x28\x80"', b'"\xf4\x90\x80\x80"',
    b'"\xf5\x80\x80\x80"', b'"\xff"', b"[\xff]", b"\xe2\x82\xac", b'{"\xc3\x28":1}',
]


def json_seeds():
    return [text.encode() for text in ACCEPTED + REFUSED] + BYTES
