/** Python that has to give the same in the sandbox as in CPython. Each line is an expression of its own. */
export const EXPRESSIONS: Readonly<Record<string, string>> = {
  'whole numbers': `
1 + 2 * 3
7 // 2, -7 // 2, 7 // -2, -7 // -2
7 % 3, -7 % 3, 7 % -3, -7 % -3
2 ** 10, 2 ** 100, (-2) ** 3, -2 ** 2, 2 ** -1
10 ** 20 // 3, 10 ** 20 % 7, 10 ** 20 - 10 ** 20
9007199254740993 + 1, 9007199254740992 * 3, -9007199254740993
0x1f, 0o17, 0b101, 1_000_000
1 << 40, 1 << 100, (1 << 100) >> 98, -5 >> 1
5 & 3, 5 | 3, 5 ^ 3, ~5, -1 & 255
True + True, True * 5, -True, ~True
True & False, True | False, True ^ True, True & 3
divmod(7, 2), divmod(-7, 2), divmod(7.5, 2)
abs(-5), abs(-2.5), abs(-10 ** 30)
pow(2, 10), pow(2, 10, 1000), pow(3, -1)
int("12"), int(" 12 "), int("-1_000"), int("ff", 16), int("0x1f", 16), int("0b11", 0)
int(3.99), int(-3.99), int(True), int("१२")
int(1e20), int(10 ** 30)
bin(10), hex(255), oct(8), bin(-3)
(255).bit_length(), (0).bit_length()
round(15, -1), round(25, -1), round(-15, -1), round(1234, -2), round(5)
sum([1, 2, 3]), sum([1, 2.5]), sum([], 10), sum(range(101))
min(3, 1, 2), max([3, 1, 2]), min("b", "a"), max([], default=None)
1 if 0 else 2
1 < 2 < 3, 1 < 3 < 2, 1 < 2 > 1, 3 > 2 != 1
0 == False, 1 == True, 1 == 1.0, 2 == "2"
10 ** 25 == 1e25, 2 ** 53 == 2.0 ** 53, 2 ** 53 + 1 == 2.0 ** 53
`,
  floats: `
1 / 2, 4 / 2, 1 / 3, -1 / 3
1.0, 1e16, 1e15, 1e-5, 0.0001, 123456789.125, 1e300 * 1e10
-0.0, 0.0 == -0.0, 1.5e300
0.1 + 0.2, 1.1 * 3, 2.5 // 1, -2.5 // 1, 7.5 % 2, -7.5 % 2
3.0 ** 2, 2 ** 0.5, 9 ** 0.5
float("1.5"), float("1e3"), float(" -2 "), float("inf"), float("-inf")
float("nan") == float("nan"), float("nan") != float("nan")
round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234.567, -2), round(0.5), round(1e20)
int(2 ** 62 * 1.0), float(10 ** 20), float(True)
10 ** 30 / 10 ** 29, (10 ** 20 + 1) / 10 ** 20
(1.5).is_integer(), (2.0).is_integer()
1e22, 1e21, 123456789012345680.0, 5e-324, 1.7976931348623157e308
1 + 1.0, 1 - 0.5, 2 * 0.5, True + 0.5
1.0 in [1], [1.0] == [1], {1: "a"}[1.0], {1.0: "a"}[True]
str(1.0), repr(0.1), str(100000.0), str(1e100)
min(1, 0.5), max(1, 1.0), sum([0.1] * 10)
5.0 // 0.1, 5.0 % 0.1, -5.0 % 3, 5 % -3.0
`,
  texts: String.raw`
"abc" + "def", "ab" * 3, 3 * "ab", "a" * 0, "a" * -1
"abc"[0], "abc"[-1], "abc"[1:], "abc"[:-1], "abc"[::-1], "abcdef"[1:5:2]
"b" in "abc", "x" not in "abc", "" in "abc"
"abc" < "abd", "abc" < "ab", "Z" < "a", "a" == "a"
len("abc"), len("😀"), "😀a"[1], len("é")
"Hello".lower(), "Hello".upper(), "hello world".title(), "hello".capitalize(), "Hello".swapcase()
"ß".upper(), "STRASSE".casefold() == "straße".casefold()
"  a b ".strip(), "  a ".lstrip(), " a  ".rstrip(), "xxaxx".strip("x"), "abcba".strip("ab")
"a,b,c".split(","), "a,b,c".split(",", 1), "a b  c ".split(), "".split(), "".split(",")
"a,b,c".rsplit(",", 1), " a b ".rsplit(), "a b c".rsplit(None, 1), "a b c".split(maxsplit=1)
"a=b=c".partition("="), "a=b=c".rpartition("="), "abc".partition("="), "abc".rpartition("=")
"a\nb\r\nc".splitlines(), "a\nb\n".splitlines(True), "".splitlines()
"abcabc".replace("b", "x"), "abcabc".replace("b", "x", 1), "abc".replace("", "-")
"abc".startswith("ab"), "abc".startswith(("x", "a")), "abc".endswith("c"), "abc".startswith("b", 1), "abc".endswith("b", 0, 2)
"hello".find("l"), "hello".rfind("l"), "hello".find("x"), "hello".index("l"), "hello".count("l"), "hello".find("l", 3), "hello".count("")
"-".join(["a", "b"]), "".join([]), ", ".join(str(x) for x in range(3))
"12".isdigit(), "a1".isalnum(), "ab".isalpha(), " ".isspace(), "AB".isupper(), "ab".islower(), "".isdigit(), "Ab Cd".istitle()
"5".zfill(3), "-5".zfill(4), "ab".center(5), "ab".center(6, "*"), "ab".ljust(4) + "|", "ab".rjust(4), "abc".center(6)
"prefix-x".removeprefix("prefix-"), "x.txt".removesuffix(".txt"), "abc".removeprefix("x")
"tab\tx".expandtabs(4), "abc".translate({97: "x", 98: None}), "abc".translate(str.maketrans("ab", "12"))
"ada@corp.test".split("@")[1], "ada@corp.test".rsplit("@", 1)[-1].lower()
'it''s', "a" "b", 'say "hi"', "it's", 'both \' and "'
"\x41é\U0001F600\101\n\t\\", r"\n\d", "a\qb"
repr("a\nb"), repr("\x00\x7f"), repr("é"), repr("'\""), repr("\\"), repr("​")
"abc".isidentifier(), "1a".isidentifier(), "é".isascii(), "a".isascii()
ord("a"), ord("😀"), chr(97), chr(128512), ascii("é😀")
sorted("hello"), list("abc"), "".join(reversed("abc")), max("hello"), min("hello")
"%s is %d" % ("a", 5), "%5.2f|%-5s|%05d" % (3.14159, "ab", 42), "%x %X %o" % (255, 255, 8), "%r" % "a", "%%" % (), "%s" % [1], "%(a)s" % {"a": 1}, "%+d % d" % (5, 5), "%e" % 12345.678, "%g" % 0.00001
str(None), str(True), str([1, "a"]), str({"a": 1}), str((1,)), str({1})
"a".encode(), "é".encode("utf-8"), b"abc".decode(), b"a\xff", "é".encode("latin-1"), b"abc"[0], b"abc"[1:], b"ab" + b"c", len("é".encode()), b"ab".hex(), bytes([1, 2])
`,
  formatting: `
f"{1} {'a'} {[1, 2]} {None}"
f"{1.5:.2f} {10:5d}| {10:<5}| {10:^5}| {'a':>3}| {'a':*^5}"
f"{255:x} {255:#x} {255:08b} {255:o} {1234567:,} {1234567:_} {1234567.891:,.2f}"
f"{0.5:%} {0.1234:.1%} {5:+d} {-5:+d} {5: d} {1e10:.3e} {12345.678:g} {1e-10:g}"
f"{3.14159!r:>10} {'a'!r} {'é'!a} {5!s:>3}"
f"{'x':{'>'}{5}} {3.14159:.{2}f}"
f"{{}} {{{1}}}"
f"{1 + 1=} {'a'=} {3.5 = :.2f}"
f"{True} {True:d} {True:>6}" f"{2.0} {2.50:.1f} {2.675:.2f} {0.5:.0f} {1.5:.0f} {2.5:.0f}"
f"{'abcdef':.3} {'ab':5}| {-3.7:08.2f} {-3:05d} {3:=+6d}"
f"{1e16} {1e16:.1f} {123456789:.3g} {0.0001234:.2g} {100.0:g} {1.0:.3}"
f"{(lambda x: x * 2)(3)} {[x for x in range(3)]} {({'a': 1})['a']}"
f'{"nested"} {"a" if True else "b"}'
"{} {}".format(1, 2), "{0} {1} {0}".format("a", "b"), "{name}".format(name="x"), "{:>5}|{:<5}|".format(1, 2)
"{0[1]} {1[a]} {x.real}".format([1, 2], {"a": 5}, x=1) if False else "-"
"{!r:>5}".format("a"), "{:{}}".format("a", 4), "{{}}".format(), "{a[k]}".format(a={"k": 1})
format(3.14159, ".2f"), format(5, "03d"), format("a", ">3"), format(1000000, ",")
f"{1234.5:010,.2f} {12:,} {-1234567:,d} {1234567:012,d}"
f"{float('inf')} {float('nan'):.2f} {-0.0:.1f}"
f"{float('-inf'):010,} {float('nan'):+015,} {float('inf'):0=10,} {float('-inf'):012_} {float('nan'):05,}"
`,
  lists: `
[1, 2] + [3], [1] * 3, [[]] * 2, [1, 2, 3][1], [1, 2, 3][-1]
[1, 2, 3, 4][1:3], [1, 2, 3][::-1], [1, 2, 3][::2], [1, 2, 3][5:], [1, 2, 3][-2:], [1, 2, 3][:-5], [1, 2, 3][2:0:-1]
1 in [1, 2], 3 in [1, 2], "1" in [1], [1] in [[1]], 1.0 in [1], True in [1]
[1, [2, 3]] == [1, [2, 3]], [1, 2] < [1, 3], [1] < [1, 0], [] < [1], [1, 2] != [1]
len([1, 2]), sorted([3, 1, 2]), sorted([3, 1, 2], reverse=True), sorted(["b", "A", "c"], key=str.lower), sorted([(2, "a"), (1, "b")])
[*[1, 2], *"ab", 3], [x for x in range(5) if x % 2], [x * y for x in range(3) for y in range(x)], [(x, y) for x, y in [(1, 2), (3, 4)]]
[1, 2, 3].index(2), [1, 2, 2].count(2), [3, 1].copy(), list((1, 2)), list("ab"), list({"a": 1}), list(range(3))
[[x for x in range(y)] for y in range(3)], [x for row in [[1], [2, 3]] for x in row]
all([1, True, "a"]), all([]), any([0, "", None]), any([0, 1]), any(x > 2 for x in [1, 2, 3])
list(map(lambda x: x + 1, [1, 2])), list(filter(None, [0, 1, "", "a"])), list(zip([1, 2], "ab")), list(enumerate("ab", 1)), list(reversed([1, 2])), list(map(str.upper, ["a"])), list(map(int, "12"))
(1, 2) + (3,), (1,) * 2, (1, 2)[0], (1, 2) == (1, 2), (1, 2) == [1, 2], (1, 2) < (1, 3), tuple([1]), (1, 2, 3)[1:], (1,), (), len((1, 2))
(1, 2).index(2), (1, 1).count(1), tuple(x for x in range(2)), isinstance((1,), tuple)
range(5), range(1, 10, 2), list(range(5, 0, -2)), len(range(10)), 3 in range(5), range(10)[2], range(10)[1:3], range(3) == range(0, 3), range(0)
next(iter([1])), next(iter([]), "none"), list(zip()), sum([[1], [2]], []), [1, 2, 3][True]
sorted([True, 0, 2]), max([1, 3, 2], key=lambda x: -x), min(["aa", "b"], key=len), sorted([[2], [1, 5]]), max("a", "b", key=ord)
bool([]), bool([0]), not [], not (), bool(()), [] or "x", [1] and "y", [] == (), None or 0, 0 or None, "a" and 0
`,
  dicts: `
{"a": 1, "b": 2}, {1: "a", 1.0: "b", True: "c"}, {}, {(1, 2): "t", None: 0}
{"a": 1}["a"], {"a": 1}.get("a"), {"a": 1}.get("b"), {"a": 1}.get("b", 5), "a" in {"a": 1}, 1 in {"a": 1}
list({"a": 1, "b": 2}), list({"a": 1}.keys()), list({"a": 1}.values()), list({"a": 1}.items()), len({"a": 1}), sorted({"b": 1, "a": 2})
{**{"a": 1}, "b": 2}, {**{"a": 1}, "a": 2}, {"a": 1} | {"b": 2}, {"a": 1} == {"a": 1.0}, {"a": 1, "b": 2} == {"b": 2, "a": 1}, {"a": [1]} == {"a": [1]}
{x: x * 2 for x in range(3)}, {k: v for k, v in [("a", 1)] if v}, {v: k for k, v in {"a": 1}.items()}
dict(a=1, b=2), dict([("a", 1)]), dict({"a": 1}, b=2), dict.fromkeys("ab", 0), dict(zip("ab", [1, 2]))
{"a": {"b": [1, {"c": 2}]}}["a"]["b"][1]["c"], {"a": 1}.pop("a"), {"a": 1}.pop("b", None), {"a": 1}.setdefault("b", 2)
repr({"a": 1}.keys()), repr({"a": 1}.items()), {"a": 1}.keys() == {"a"}, {"a": 1}.keys() & {"a", "b"}, {"a": 1}.items() == {("a", 1)}, "a" in {"a": 1}.keys(), 1 in {"a": 1}.values(), ("a", 1) in {"a": 1}.items()
bool({}), bool({0: 0}), not {}, str({"a": "b"}), repr({1: {2: 3}}), max({"a": 3, "b": 1}, key={"a": 3, "b": 1}.get)
sorted({"a": 2, "b": 1}.items(), key=lambda kv: kv[1]), {"a": 1}.copy(), {1, 2} == {2, 1}, {1} < {1, 2}, {1} <= {1}, {1, 2} > {3}
sorted({1, 2} | {3}), sorted({1, 2} & {2}), sorted({1, 2} - {2}), sorted({1, 2} ^ {2, 3}), 1 in {1}, len({1, 1.0, True}), set(), {1}.union([2]) == {1, 2}, {1}.issubset({1, 2}), {1}.isdisjoint({2}), {1, 2}.issuperset([1])
frozenset([1]), frozenset([1, 2]) == {1, 2}, {frozenset([1]): "a"}[frozenset([1])], set("aab") == {"a", "b"}, {x % 2 for x in range(5)} == {0, 1}, {frozenset()}
`,
  'truth and identity': `
None is None, None == None, None != 0, None is not None, 1 is not None
bool(0), bool(""), bool("0"), bool("False"), bool(None), bool(0.0), bool(-1), bool(" ")
not 1, not "", not None, not not 1
0 or "a", "" or None, 1 and 2, 0 and 1, None and 1, [] or {} or 0, 1 and [] and 3
True and not False or False, not False and False, not (1 == 2), not 1 == 2, not 0 or 1, not "a" in "abc"
1 == 1 and 2 == 2 or 0, 1 < 2 and 3 > 2, "a" if [] else "b", "x" if "y" else "z"
isinstance(1, int), isinstance(True, int), isinstance(1.0, int), isinstance("a", (int, str)), isinstance([], list), isinstance(None, type(None)), isinstance(1, object), isinstance({}, dict)
type(1) is int, type(True) is bool, type("") == str, type(1.0).__name__, type(None).__name__, type([]) is list, type({}).__name__, type(int), type(ValueError("x")).__name__
callable(len), callable(1), callable(int), hasattr("a", "upper"), hasattr("a", "nope"), getattr("a", "upper")(), getattr("a", "nope", 5)
issubclass(bool, int), issubclass(KeyError, LookupError), int, ValueError, str, dict
[True, 1, 1.0, "1"].count(1), [None, 0, False].index(False), {True: "yes"}[1], 1 in {True}, {0.0, 0, False} == {0}
`,
  functions: `
(lambda x, y=2: x + y)(1), (lambda *a: a)(1, 2), (lambda **k: k)(a=1), (lambda a, *, b: a + b)(1, b=2), (lambda: None)()
[f(2) for f in [lambda x: x, lambda x: x * x]], sorted([3, 1], key=lambda x: -x), (lambda f, x: f(f(x)))(lambda x: x + 1, 0)
(lambda a, b: a - b)(b=1, a=5), (lambda *a, **k: (a, k))(1, *[2, 3], x=4, **{"y": 5}), print and 1, len(*["ab"])
(y := 5) + y, [z for x in range(3) if (z := x * 2) > 1], [i for i in range(3)] + [(n := 1)]
`,
  re: `
(1 if False else 1)
`,
};

/** The same for texts with modules. */
export const WITH_MODULES: Readonly<Record<string, string>> = {
  re: String.raw`
re.match(r"\d+", "12a").group(), re.match(r"a", "ba"), bool(re.search("a", "ba")), re.fullmatch(r"\d+", "12a"), re.fullmatch(r"\d+", "12").group(0)
re.search(r"(\w+)@(\w+)", "ada@corp").groups(), re.search(r"(?P<u>\w+)@", "ada@x").group("u"), re.search(r"(?P<u>\w+)@", "ada@x").groupdict(), re.search(r"(a)(b)?", "a").groups(), re.search(r"(a)(b)?", "a").groups("-")
re.findall(r"\d+", "a1b22"), re.findall(r"(\w)(\d)", "a1b2"), re.findall(r"(\w)\d", "a1b2"), re.findall("x*", "axb"), re.findall(r"\b\w", "hello world")
re.sub(r"\d", "#", "a1b2"), re.sub(r"(\w)(\d)", r"\2\1", "a1b2"), re.sub(r"(?P<l>\w)\d", r"\g<l>", "a1"), re.sub("a", lambda m: m.group().upper(), "banana"), re.sub("a", "x", "banana", 1), re.sub("a", "x", "banana", count=2), re.sub("x*", "-", "abc"), re.subn("a", "b", "aa")
re.split(r"[,;]\s*", "a, b;c"), re.split(r"(,)", "a,b"), re.split(",", "a,b,c", 1), re.split(r"\s+", " a b ")
re.match("A", "a", re.I) is not None, re.findall("^a", "a\na", re.M), re.findall("a.b", "a\nb", re.DOTALL), re.search("(?i)A", "ba").span(), re.findall(r"(?m)^\w", "a\nb"), re.findall(r"(?x) a  b # c", "ab")
re.search("b+", "abbc").span(), re.search("b", "abc").start(), re.search("b", "abc").end(), re.search("b", "ab")[0], re.compile("a").pattern, re.compile(r"(\d)").findall("1a2"), re.compile("a").match("ab").string
re.escape("a.b*c"), re.escape("a b-c_d@e"), re.match(r"a$", "a\n") is not None, re.match(r"a\Z", "a\n"), re.search(r"\Aa", "ba"), re.findall(r"[^\W\d]+", "ab1c"), re.findall(r"[\w.-]+", "a.b-c d"), re.findall(r"[]a]", "]a"), re.findall(r"[a\-z]", "a-z")
re.match(r"^[\w.+-]+@corp\.test$", "ada@corp.test") is not None, re.match(r"(?:a|b)+", "abab").group(), re.match(r"a{2,3}", "aaaa").group(), re.match(r"a{,2}", "aaa").group(), re.match(r"a*?b", "aab").group(), re.search(r"(?<=@)\w+", "a@b").group(), re.search(r"a(?!b)", "abac").start(), re.search(r"(?<!a)b", "abcb").start()
repr(re.search("b", "abc")), [m.group() for m in re.finditer(r"\d", "1a2")], re.findall(r"é\w", "éa éß"), re.findall(r"\w+", "naïve café"), re.findall(r"\d", "१2"), re.findall(".", "a😀b"), re.search("b", "😀b").span(), re.match(r"(a)(?:b)(c)", "abc").group(1, 2), re.sub(r"\s", "", " a\tb "), re.sub("(a)|b", r"[\1]", "ab")
re.search(r"(\w)\1", "hello").group(), re.match(r"(?s:.)a", "\na") is not None, re.IGNORECASE == re.I, re.search(r"\$", "a$").start(), re.findall(r"[.$^]", "a.$^"), re.findall("a|b|", "ab")
`,
  ipaddress: `
ipaddress.ip_address("10.0.0.1"), str(ipaddress.ip_address("10.0.0.1")), ipaddress.ip_address("::1"), ipaddress.ip_address("2001:DB8::0:1")
ipaddress.ip_address("10.0.0.1") in ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_address("11.0.0.1") in ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_address("::1") in ipaddress.ip_network("10.0.0.0/8")
ipaddress.ip_address("10.0.0.1").is_private, ipaddress.ip_address("8.8.8.8").is_private, ipaddress.ip_address("8.8.8.8").is_global, ipaddress.ip_address("127.0.0.1").is_loopback, ipaddress.ip_address("224.0.0.1").is_multicast, ipaddress.ip_address("169.254.1.1").is_link_local, ipaddress.ip_address("0.0.0.0").is_unspecified
ipaddress.ip_address("10.0.0.1").version, ipaddress.ip_address("::1").version, ipaddress.ip_address("10.0.0.1") == ipaddress.ip_address("10.0.0.1"), ipaddress.ip_address("10.0.0.1") < ipaddress.ip_address("10.0.0.2"), ipaddress.ip_address("10.0.0.1") == "10.0.0.1", ipaddress.ip_address("10.0.0.1") + 1, int(ipaddress.ip_address("10.0.0.1")), ipaddress.ip_address(167772161)
ipaddress.ip_network("10.0.0.0/24").num_addresses, ipaddress.ip_network("10.0.0.0/24").network_address, ipaddress.ip_network("10.0.0.0/24").broadcast_address, ipaddress.ip_network("10.0.0.0/24").netmask, ipaddress.ip_network("10.0.0.0/24").prefixlen, str(ipaddress.ip_network("10.0.0.5/24", strict=False)), ipaddress.ip_network("10.0.0.0/255.255.255.0"), ipaddress.ip_network("10.0.0.1")
list(ipaddress.ip_network("10.0.0.0/30").hosts()), ipaddress.ip_network("10.0.0.0/8").overlaps(ipaddress.ip_network("10.1.0.0/16")), ipaddress.ip_network("10.1.0.0/16").subnet_of(ipaddress.ip_network("10.0.0.0/8")), list(ipaddress.ip_network("10.0.0.0/30").subnets()), ipaddress.ip_network("10.0.0.0/30").supernet(), ipaddress.ip_network("2001:db8::/32"), len({ipaddress.ip_address("::1"), ipaddress.ip_address("::1")}), ipaddress.ip_address("2001:db8::1").exploded
ipaddress.IPv4Address("10.0.0.1"), isinstance(ipaddress.ip_address("::1"), ipaddress.IPv6Address), ipaddress.ip_network("10.0.0.0/8") == ipaddress.ip_network("10.0.0.0/8"), any(ipaddress.ip_address("10.1.1.1") in ipaddress.ip_network(n) for n in ["192.168.0.0/16", "10.0.0.0/8"])
`,
  datetime: `
datetime.datetime(2024, 2, 29, 12, 30), str(datetime.datetime(2024, 2, 29, 12, 30, 5, 1000)), datetime.date(2024, 1, 1), str(datetime.date(2024, 1, 1)), datetime.time(12, 30), str(datetime.time(12, 30, 5))
datetime.timedelta(days=1, hours=2), str(datetime.timedelta(days=1, hours=2)), str(datetime.timedelta(seconds=-1)), datetime.timedelta(minutes=90).total_seconds(), datetime.timedelta(weeks=1).days, datetime.timedelta(milliseconds=1500), datetime.timedelta(0), bool(datetime.timedelta(0)), datetime.timedelta(hours=1.5)
datetime.datetime(2024, 1, 31) + datetime.timedelta(days=30), datetime.datetime(2024, 3, 1) - datetime.timedelta(days=1), datetime.datetime(2024, 3, 1) - datetime.datetime(2024, 2, 1), datetime.date(2024, 3, 1) - datetime.date(2023, 3, 1), datetime.date(2024, 12, 31) + datetime.timedelta(days=1)
datetime.datetime(2024, 1, 1) < datetime.datetime(2024, 1, 2), datetime.date(2024, 1, 1) == datetime.date(2024, 1, 1), datetime.timedelta(hours=1) > datetime.timedelta(minutes=59), datetime.time(9) <= datetime.time(12, 30) < datetime.time(17)
datetime.datetime(2024, 1, 5).weekday(), datetime.date(2024, 1, 5).isoweekday(), datetime.date(2024, 1, 5).strftime("%A %B %d %Y %j"), datetime.datetime(2024, 1, 5, 15, 4, 5).strftime("%Y-%m-%d %H:%M:%S %I %p %y %a %b %%"), f"{datetime.date(2024, 1, 5):%d.%m.%Y}", datetime.date(2024, 1, 5).isocalendar()[1], datetime.datetime(2024, 1, 5).strftime("%U %W %V %u %w %f")
datetime.datetime.strptime("2024-01-05 15:04", "%Y-%m-%d %H:%M"), datetime.datetime.strptime("05/Jan/24", "%d/%b/%y"), datetime.datetime.strptime("3:05 PM", "%I:%M %p").hour, datetime.datetime.strptime("2024-01-05T10:00:00+0200", "%Y-%m-%dT%H:%M:%S%z"), datetime.datetime.strptime("12.5", "%S.%f").microsecond
datetime.datetime.fromisoformat("2024-01-05T10:00:00+02:00"), datetime.datetime.fromisoformat("2024-01-05"), datetime.datetime.fromisoformat("2024-01-05T10:00:00Z"), datetime.date.fromisoformat("2024-01-05"), datetime.datetime.fromisoformat("2024-01-05 10:00:00.123456")
datetime.datetime(2024, 1, 5, tzinfo=datetime.timezone.utc), datetime.datetime(2024, 1, 5, tzinfo=datetime.timezone.utc).isoformat(), datetime.datetime(2024, 1, 5, 12, tzinfo=datetime.timezone.utc).timestamp(), datetime.datetime.fromtimestamp(0, datetime.timezone.utc), datetime.timezone(datetime.timedelta(hours=2)), datetime.datetime(2024, 1, 5, 12, tzinfo=datetime.timezone.utc).astimezone(datetime.timezone(datetime.timedelta(hours=-5))).hour, str(datetime.timezone(datetime.timedelta(hours=-5)))
datetime.datetime(2024, 1, 5, 12).replace(hour=0), datetime.datetime(2024, 1, 5, 12).date(), datetime.datetime(2024, 1, 5, 12).time(), datetime.datetime.combine(datetime.date(2024, 1, 1), datetime.time(1, 2)), datetime.date(2024, 1, 1).toordinal(), datetime.date.fromordinal(738886), datetime.datetime(2024, 1, 5).year, datetime.date(2024, 1, 1).isoformat()
datetime.timedelta(hours=3) / datetime.timedelta(hours=2), datetime.timedelta(hours=3) // datetime.timedelta(hours=2), datetime.timedelta(hours=1) * 2, 2 * datetime.timedelta(hours=1), -datetime.timedelta(hours=1), abs(datetime.timedelta(hours=-1)), datetime.timedelta(hours=3) / 2, sum([datetime.timedelta(hours=1)], datetime.timedelta()), len({datetime.date(2024, 1, 1), datetime.date(2024, 1, 1)}), isinstance(datetime.datetime(2024, 1, 1), datetime.date), datetime.datetime(2024, 1, 1) == datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc)
type(datetime.datetime.now()).__name__, datetime.datetime.now() > datetime.datetime(2020, 1, 1), (datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=1)).tzinfo, datetime.datetime.now().year >= 2020, datetime.datetime.utcnow().tzinfo
`,
  json: String.raw`
json.dumps({"a": [1, 2.0, None, True, "é"]}), json.dumps([]), json.dumps({}), json.dumps("a\n\"b"), json.dumps({1: 2, None: 3, True: 4}), json.dumps((1, 2))
json.dumps({"b": 1, "a": {"c": []}}, sort_keys=True, indent=2), json.dumps([1, [2]], indent=1), json.dumps({"a": 1}, separators=(",", ":")), json.dumps("é", ensure_ascii=False), json.dumps(1e100), json.dumps(10 ** 30), json.dumps(float("inf"))
json.loads('{"a": [1, 2.0, null, true, "x"]}'), json.loads("[]"), json.loads("1"), json.loads("1.0"), json.loads("1e3"), json.loads('"\\u00e9\\n"'), json.loads(" [1 , 2 ] "), json.loads("12345678901234567890"), json.loads('{"a": 1, "a": 2}'), json.loads(b"[1]"), json.loads("-0")
json.loads(json.dumps({"a": {"b": [1, None]}})) == {"a": {"b": [1, None]}}
`,
  math: `
math.floor(2.7), math.ceil(2.1), math.floor(-2.5), math.trunc(-2.7), math.sqrt(16), math.pi, math.e, math.inf, math.isnan(math.nan), math.isinf(-math.inf)
math.gcd(12, 18), math.lcm(4, 6), math.factorial(20), math.factorial(25), math.comb(5, 2), math.perm(5, 2), math.isqrt(17), math.prod([1, 2, 3]), math.fsum([0.1] * 10), math.hypot(3, 4), math.copysign(1, -0.0), math.fabs(-2)
math.log(1), math.log2(8), math.log10(1000), math.log(8, 2), math.exp(0), math.pow(2, 3), math.fmod(-7, 3), math.isclose(0.1 + 0.2, 0.3), math.modf(2.5), math.degrees(math.pi), math.floor(10 ** 30), math.sin(0), math.cos(0), math.atan2(0, 1), math.tau
`,
  hashlib: `
hashlib.sha256(b"").hexdigest(), hashlib.sha256("abc".encode()).hexdigest(), hashlib.md5(b"abc").hexdigest(), hashlib.sha256(b"a" * 200).hexdigest(), hashlib.md5(b"a" * 119).hexdigest(), hashlib.sha256(b"x").digest(), hashlib.new("md5", b"").hexdigest(), hashlib.sha256(b"a").digest_size, hashlib.md5("é".encode()).hexdigest(), hashlib.md5(b"a" * 55).hexdigest(), hashlib.sha256(b"a" * 56).hexdigest(), hashlib.sha256(b"a" * 64).hexdigest()
`,
};

/** Statements: each is the body of a function. */
export const BODIES: Readonly<Record<string, readonly string[]>> = {
  statements: [
    'x = 1\ny = x + 1\nreturn x, y',
    'a, b = 1, 2\na, b = b, a\nreturn a, b',
    'a, *b = [1, 2, 3]\n*c, d = "xyz"\ne, (f, *g), h = 1, [2, 3, 4], 5\nreturn a, b, c, d, e, f, g, h',
    'a = b = [1]\na.append(2)\nreturn b, a is b',
    'x = 5\nx += 1\nx -= 2\nx *= 3\nx //= 2\nx **= 2\nx %= 7\nreturn x',
    'x = 6\nx /= 4\nx |= 1 if False else 0\nreturn x',
    'x = 6\nx &= 3\nx |= 8\nx ^= 1\nx <<= 2\nx >>= 1\nreturn x',
    'a = [1]\nb = a\na += [2]\nreturn b',
    'a = (1,)\nb = a\na += (2,)\nreturn a, b',
    'a = [1]\na *= 2\nreturn a',
    'd = {"a": 1}\nd["b"] = 2\nd["a"] += 5\ndel d["b"]\nreturn d',
    'd = {}\nd.update({"a": 1}, b=2)\nd |= {"c": 3}\nreturn d, d.pop("a"), d, d.popitem(), d.setdefault("z", []).append(1), d',
    'l = [1, 2, 3, 4]\nl[0] = 9\nl[1:3] = ["a", "b", "c"]\ndel l[-1]\nl.insert(0, 0)\nl.extend((7, 8))\nl.remove("b")\nreturn l, l.pop(), l.pop(0), l',
    'l = [1, 2, 3, 4, 5]\ndel l[::2]\nl[::2] = [9]\nreturn l',
    'l = [3, 1, 2]\nl.sort()\nm = l[:]\nl.reverse()\nl.sort(key=lambda x: -x)\nl2 = l.copy()\nl.clear()\nreturn l, m, l2',
    's = {1}\ns.add(2)\ns.discard(9)\ns |= {3}\ns -= {1}\ns.update([5])\ns.remove(5)\nreturn sorted(s)',
    'if 0:\n    return 1\nelif "":\n    return 2\nelse:\n    return 3',
    'if []: return 1\nif {}: return 2\nif "0": return 3',
    'pass',
    'return',
    'x: int = 5\ny: str\nreturn x',
    'x = 1; y = 2; return x + y',
    'x = (1 +\n     2)\nreturn x',
    'x = 1 + \\\n    2\nreturn x',
    'return {\n    "a": 1,  # one\n    "b": [\n        2,\n    ],\n}',
    '# a comment\n\nreturn 1  # another\n',
    'total = 0\nfor i in range(5):\n    if i == 1:\n        continue\n    if i == 4:\n        break\n    total += i\nelse:\n    total = -1\nreturn total, i',
    'for i in []:\n    pass\nelse:\n    return "empty"',
    'n = 0\nwhile n < 5:\n    n += 1\n    if n == 3:\n        break\nelse:\n    n = 100\nreturn n',
    'n = 3\nwhile n:\n    n -= 1\nelse:\n    n = 100\nreturn n',
    'r = []\nfor a, (b, c) in [(1, (2, 3))]:\n    r.append(a + b + c)\nfor k, v in {"x": 1}.items():\n    r.append((k, v))\nfor i, ch in enumerate("ab"):\n    r.append((i, ch))\nreturn r',
    'r = []\nfor i in range(3):\n    for j in range(3):\n        if j == 2:\n            break\n        if i == j:\n            continue\n        r.append((i, j))\nreturn r',
    'fs = [lambda: i for i in range(3)]\nreturn [f() for f in fs]',
    'x = 5\ny = [x for x in range(3)]\nreturn x, y',
    'x = [1, 2]\nreturn [x for x in x]',
    'def f(n):\n    return 1 if n < 2 else n * f(n - 1)\nreturn f(20), f(25)',
    'def f(a, b=2, *args, c, d=4, **kw):\n    return a, b, args, c, d, kw\nreturn f(1, c=3), f(1, 2, 3, 4, c=5, e=6), f(*[1], **{"c": 2})',
    'def f(a, /, b, *, c=3):\n    return a, b, c\nreturn f(1, 2), f(1, b=2, c=4)',
    'def f(x=[]):\n    x.append(1)\n    return x\nf()\nreturn f()',
    'def outer():\n    n = 0\n    def inc():\n        nonlocal n\n        n += 1\n        return n\n    inc()\n    return inc()\nreturn outer()',
    'def gen(n):\n    for i in range(n):\n        yield i\n    return\nreturn list(gen(3)), sum(gen(4)), next(gen(1))',
    'def gen():\n    yield 1\n    yield from [2, 3]\ng = gen()\na = next(g)\nfor x in g:\n    break\nreturn a, x, list(g)',
    'g = (x * 2 for x in [1, 2, 3])\na = next(g)\nreturn a, list(g), list(g)',
    'def f():\n    pass\nreturn f()',
    'def f(x):\n    if x:\n        return "a"\nreturn f(1), f(0)',
    'if (n := len("abc")) > 2:\n    return n',
    'def f(a, b):\n    """A text that says something."""\n    return a\nreturn f(b=1, a=2)',
    'a = 1\ndef f():\n    return a\na = 2\nreturn f()',
    'def compose(*fs):\n    def run(x):\n        for f in fs:\n            x = f(x)\n        return x\n    return run\nreturn compose(str.strip, str.upper)(" a ")',
    'import re\nreturn re.match("a", "ab").group()',
    'from re import match as m, sub\nreturn m("a", "ab").group(), sub("a", "b", "a")',
    'import json, math as maths\nreturn json.loads("[1]"), maths.floor(1.5)',
    'from datetime import (datetime, timedelta,)\nreturn datetime(2024, 1, 1) + timedelta(days=1)',
    'def f():\n    import hashlib\n    return hashlib.md5(b"").hexdigest()\nreturn f()',
    'new, var, this, let, await_ = 1, 2, 3, 4, 5\nfunction = new + var\nreturn function, this, let, await_',
    'constructor = "c"\n__d = {"__proto__": 1, "constructor": 2, "toString": 3} if False else {"constructor": 2, "toString": 3}\nreturn constructor, __d'.replaceAll(
      '__d',
      'd_',
    ),
    'd = {"__proto__": 1, "constructor": 2}\nreturn d, "toString" in d, d.get("hasOwnProperty"), "__proto__" in d',
    'größe = 3\nreturn größe',
    'd = {}\nfor w in "the cat the dog the".split():\n    d[w] = d.get(w, 0) + 1\nreturn sorted(d.items(), key=lambda kv: (-kv[1], kv[0]))',
    'email = "Ada@Corp.Test"\ndomain = email.split("@")[-1].lower()\nallowed = ["corp.test", "example.com"]\nreturn domain in allowed',
    'matrix = [[1, 2], [3, 4]]\nreturn [list(r) for r in zip(*matrix)]',
    'def fib():\n    a, b = 0, 1\n    while True:\n        yield a\n        a, b = b, a + b\nr = []\nfor x in fib():\n    if x > 50:\n        break\n    r.append(x)\nreturn r',
    'm = "match"\nmatch = 1\ncase = 2\nreturn match + case',
    'x = 10\ndef f():\n    global g\n    g = 5\nf()\nreturn x',
    'a = [1, 2, 3]\nfor x in a:\n    if x < 3:\n        a.append(x + 10)\n    if len(a) > 6:\n        break\nreturn a',
  ],
  errors: [
    'try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    return str(e), type(e).__name__, e.args',
    'try:\n    {}["a"]\nexcept KeyError as e:\n    return str(e), repr(e), e.args',
    'try:\n    [][1]\nexcept (KeyError, IndexError) as e:\n    return str(e)',
    'try:\n    x = 1\nexcept ValueError:\n    x = 2\nelse:\n    x = 3\nfinally:\n    y = 4\nreturn x, y',
    'def f():\n    try:\n        return 1\n    finally:\n        r.append("f")\nr = []\nreturn f(), r',
    'def f():\n    try:\n        return 1\n    finally:\n        return 2\nreturn f()',
    'r = []\nfor i in range(3):\n    try:\n        if i == 1:\n            continue\n        r.append(i)\n    finally:\n        r.append("f")\nreturn r',
    'try:\n    raise ValueError("a", 1)\nexcept Exception as e:\n    return str(e), e.args, repr(e)',
    'try:\n    raise ValueError\nexcept ValueError as e:\n    return str(e), repr(e)',
    'try:\n    try:\n        int("x")\n    except ValueError:\n        raise KeyError("k") from None\nexcept LookupError as e:\n    return repr(e)',
    'try:\n    try:\n        int("x")\n    except ValueError as e:\n        raise\nexcept ValueError as e:\n    return str(e)',
    'try:\n    assert 1 == 2, "no"\nexcept AssertionError as e:\n    return str(e)',
    'try:\n    raise KeyError("x")\nexcept (ValueError, TypeError):\n    return 1\nexcept:\n    return 2',
    'e = 1\ntry:\n    1 / 0\nexcept ZeroDivisionError as e:\n    pass\ntry:\n    return e\nexcept NameError as x:\n    return type(x).__name__',
    'try:\n    next(iter([]))\nexcept StopIteration:\n    return "stop"',
    'def f():\n    raise RuntimeError("deep")\ntry:\n    f()\nexcept RuntimeError as e:\n    return e.args[0]',
    'try:\n    raise Exception({"a": 1})\nexcept Exception as e:\n    return e.args[0]["a"]',
    'try:\n    pass\nfinally:\n    pass\nreturn "ok"',
    'return 1 / 0',
    'return 1 // 0',
    'return 1 % 0',
    'return 1.0 / 0',
    'return 1.0 // 0',
    'return 1.0 % 0',
    'return divmod(1, 0)',
    'return 0 ** -1',
    'return 0.0 ** -1',
    'return {}["a"]',
    'return {}[1]',
    'return {"a": 1}[("b", 2)]',
    'return [1][5]',
    'return (1,)[5]',
    'return "a"[5]',
    'return [1]["a"]',
    'return "a"["b"]',
    'return (1,)["a"]',
    'return [1][1.0]',
    'return None["a"]',
    'return None.foo',
    'return "a".foo',
    'return [].foo',
    'return {}.foo',
    'return {"a": 1}.a',
    'return (1).foo',
    'return (1.5).foo',
    'return len.foo',
    'return int.foo',
    'return 1 + "a"',
    'return "a" + 1',
    'return "a" + None',
    'return [] + ()',
    'return () + []',
    'return None + 1',
    'return {} + {}',
    'return "a" - "b"',
    'return [1] * "a"',
    'return "a" * 1.5',
    'return [1] * [2]',
    'return -"a"',
    'return -None',
    'return ~1.5',
    'return 1 < "a"',
    'return None < 1',
    'return [] < 1',
    'return {} < {}',
    'return "a" >= 1',
    'return [1] < ["a"]',
    'return sorted([1, "a"])',
    'return max([1, "a"])',
    'return max([])',
    'return min(1)',
    'return 1 in 5',
    'return 1 in None',
    'return 1 in "a"',
    'return [] in {}',
    'return {[]: 1}',
    'return {{}}',
    'return {[1]}',
    'return len(5)',
    'return len(None)',
    'return len()',
    'return len(1, 2)',
    'return int("x")',
    'return int("1.5")',
    'return int("")',
    'return int([])',
    'return int(None)',
    'return int("z", 16)',
    'return float("x")',
    'return float([])',
    'return int(float("inf"))',
    'return int(float("nan"))',
    'return float(10 ** 400)',
    'return 1e300 ** 10',
    'return chr(-1)',
    'return ord("ab")',
    'return ord(1)',
    'return sum(["a"])',
    'return sum(5)',
    'return list(5)',
    'return dict([1])',
    'return dict([(1, 2, 3)])',
    'return tuple(1)',
    'return set(1)',
    'return range(1.5)',
    'return range(1, 2, 0)',
    'return [1, 2][::0]',
    'return [1, 2]["a":]',
    'return abs("a")',
    'return round("a")',
    'return isinstance(1, 5)',
    'return undefined_name',
    'x = y_missing + 1\nreturn x',
    'if False:\n    z = 1\nreturn z',
    'def f():\n    return q\n    q = 1\nreturn f()',
    'def f():\n    def g():\n        return v\n    g()\n    v = 1\nreturn f()',
    'x = 1\ndef f():\n    x += 1\nreturn f()',
    'x = 1\ndel x\nreturn x',
    'return "a"()',
    'return 5()',
    'return None()',
    'return [].append(1, 2)',
    'return "a".upper(1)',
    'return "a,b".split("")',
    'return "a".split(1)',
    'return "a".join(1)',
    'return "a".join([1])',
    'return "a".join(["a", None])',
    'return "a".replace("a")',
    'return "a".replace(1, "b")',
    'return "a".startswith(1)',
    'return "a".startswith(["a"])',
    'return "a".index("b")',
    'return "a".zfill("a")',
    'return [1].index(2)',
    'return [1].remove(2)',
    'return [].pop()',
    'return [1].pop(5)',
    'return {}.pop("a")',
    'return {}.popitem()',
    'return {1}.remove(2)',
    'return set().pop()',
    'return (1, 2).index(3)',
    'a, b = 1\nreturn a',
    'a, b = [1]\nreturn a',
    'a, b = 1, 2, 3\nreturn a',
    'a, *b, c = [1]\nreturn a',
    'a, b = None\nreturn a',
    'for a, b in [(1,)]:\n    pass',
    'for x in 5:\n    pass',
    'for x in None:\n    pass',
    'return [x for x in 5]',
    'return [*5]',
    'return "%d" % "a"',
    'return "%s %s" % "a"',
    'return "%s" % (1, 2)',
    'return "%x" % 1.5',
    'return "%q" % 1',
    'return "{}".format()',
    'return "{a}".format()',
    'return "{} {0}".format(1)',
    'return "{".format()',
    'return "}".format()',
    'return f"{1:s}"',
    'return f"{\'a\':d}"',
    'return f"{1.5:d}"',
    'return f"{None:>5}"',
    'return f"{[]:d}"',
    'return f"{1:.2d}"',
    'x = (1, 2)\nx[0] = 1',
    'x = "abc"\nx[0] = "b"',
    'x = "abc"\ndel x[0]',
    'x = (1,)\ndel x[0]',
    'x = [1]\nx[5] = 1',
    'x = [1]\ndel x[5]',
    'x = {}\ndel x["a"]',
    'x = 5\nx["a"] = 1',
    'x = 5\nx.foo = 1',
    'x = None\nx["a"] = 1',
    'd = {"a": 1}\nfor k in d:\n    d["b"] = 1',
    'raise ValueError("bad")',
    'raise ValueError("bad", 2)',
    'raise KeyError("k")',
    'raise ValueError',
    'raise 5',
    'raise',
    'raise RuntimeError(f"x {1}")',
    'raise NotImplementedError("n")',
    'assert False',
    'assert False, "why"',
    'assert [], {"a": 1}',
    'def f(a):\n    pass\nf()',
    'def f(a, b):\n    pass\nf(1)',
    'def f(a, b, c):\n    pass\nf()',
    'def f(a):\n    pass\nf(1, 2)',
    'def f():\n    pass\nf(1)',
    'def f(a, b=1):\n    pass\nf(1, 2, 3)',
    'def f(a):\n    pass\nf(b=1)',
    'def f(a):\n    pass\nf(1, a=2)',
    'def f(*, a):\n    pass\nf()',
    'def f(*, a, b):\n    pass\nf()',
    'def f(a, *, b):\n    pass\nf(1, 2, b=3)',
    'def f(a, /):\n    pass\nf(a=1)',
    'return (lambda x: x)()',
    'def f(**k):\n    pass\nf(**{1: 2})',
    'try:\n    1 / 0\nexcept 5:\n    pass',
    'try:\n    1 / 0\nfinally:\n    x = 1',
    'try:\n    1 / 0\nexcept KeyError:\n    pass\nfinally:\n    x = 1',
    'try:\n    raise KeyError("a")\nexcept KeyError:\n    raise ValueError("b")',
    'return next(iter([]))',
    'return next(5)',
    'return list(zip([1], [1, 2], strict=True))',
    'return reversed(5)',
    'return pow(2, 5, 0)',
    'return round(1.5, "a")',
    'return "a".encode("ascii2")',
    'return "é".encode("ascii")',
    'return b"\\xff".decode()',
    'return b"a" + "b"',
    'return getattr("a", "nope")',
    'return hasattr("a", 5) if False else getattr("a", 5)',
    'import json\nreturn json.loads("{")',
    'import json\nreturn json.loads("")',
    'import json\nreturn json.loads("[1,]")',
    'import json\nreturn json.loads("[1] x")',
    'import json\nreturn json.loads("{\'a\': 1}")',
    'import json\nreturn json.loads("{\\"a\\" 1}")',
    'import json\nreturn json.loads(None)',
    'import json\nreturn json.dumps({1, 2})',
    'import json\nreturn json.dumps({(1,): 2})',
    'import json\ntry:\n    json.loads("x")\nexcept json.JSONDecodeError as e:\n    return isinstance(e, ValueError)',
    'import math\nreturn math.sqrt(-1)',
    'import math\nreturn math.log(0)',
    'import math\nreturn math.floor("a")',
    'import math\nreturn math.factorial(-1)',
    'import math\nreturn math.nope',
    'import ipaddress\nreturn ipaddress.ip_address("x")',
    'import ipaddress\nreturn ipaddress.ip_address("010.0.0.1")',
    'import ipaddress\nreturn ipaddress.ip_network("10.0.0.1/8")',
    'import ipaddress\nreturn ipaddress.ip_network("10.0.0.0/33")',
    'import ipaddress\nreturn "10.0.0.1" in ipaddress.ip_network("10.0.0.0/8")',
    'import ipaddress\nreturn ipaddress.ip_address("10.0.0.1") < ipaddress.ip_address("::1")',
    'from datetime import datetime\nreturn datetime(2024, 13, 1)',
    'from datetime import datetime\nreturn datetime(2023, 2, 29)',
    'from datetime import datetime\nreturn datetime.strptime("x", "%Y")',
    'from datetime import datetime\nreturn datetime.strptime("2024-01", "%Y")',
    'from datetime import datetime\nreturn datetime.fromisoformat("x")',
    'from datetime import datetime, timezone\nreturn datetime(2024, 1, 1) < datetime(2024, 1, 1, tzinfo=timezone.utc)',
    'from datetime import datetime, timezone\nreturn datetime(2024, 1, 1) - datetime(2024, 1, 1, tzinfo=timezone.utc)',
    'from datetime import datetime\nreturn datetime(2024, 1, 1) + 1',
    'from datetime import date, datetime\nreturn date(2024, 1, 1) < datetime(2024, 1, 1)',
    'import hashlib\nreturn hashlib.sha256("a")',
    'import hashlib\nreturn hashlib.new("nope")',
    'import re\nreturn re.match("(", "a")',
    'import re\nreturn re.match("a", 5)',
    'import re\nreturn re.match("a", "a").group(1)',
    'import re\nreturn re.match("a", "b").group()',
    'import re\nreturn re.search("*", "a")',
    'import re\ntry:\n    re.compile("[")\nexcept re.error as e:\n    return str(e)',
  ],
};
