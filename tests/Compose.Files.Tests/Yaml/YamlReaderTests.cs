using System.Buffers;
using System.Text;
using Compose.Files.Diagnostics;
using Compose.Files.Text;
using Compose.Files.Yaml;
using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests.Yaml;

/// <summary>
/// Texts and the JSON that they mean. Everything here was compared with Docker Compose 2.40.3, which agrees unless a comment says
/// otherwise.
/// </summary>
public sealed class YamlReaderTests
{
    [Theory]
    [InlineData("- a\n- b: c\n  d: e\n-\n  - f\n- - g\n  - h\n-", """["a",{"b":"c","d":"e"},["f"],["g","h"],null]""")]
    [InlineData("a:\n- b\n- c\nd: e", """{"a":["b","c"],"d":"e"}""")]
    [InlineData("a:\n - b\n -  c: d\n    e: f", """{"a":["b",{"c":"d","e":"f"}]}""")]
    [InlineData("? a\n: b\n? c\n", """{"a":"b","c":null}""")]
    [InlineData("- ? a\n  : b\n", """[{"a":"b"}]""")]
    [InlineData("a: b\n  - c", """{"a":"b - c"}""")]
    [InlineData("a: x\n\n  y\nb: x#y\nc: x #y\nd: http://x:80/?a=b#c\n", """{"a":"x\ny","b":"x#y","c":"x","d":"http://x:80/?a=b#c"}""")]
    [InlineData("a : b\nc  :  d\na:b: c\nd:: e\n", """{"a":"b","c":"d","a:b":"c","d:":"e"}""")]
    [InlineData("a: ?x\nb: -x\nc: :x\nd: x,y]\n", """{"a":"?x","b":"-x","c":":x","d":"x,y]"}""")]
    [InlineData("a: [a, b,\n  c, \"d\", 'e',]\nb: {x, y: , \"z\":1, w: b:c}",
        """{"a":["a","b","c","d","e"],"b":{"x":null,"y":null,"z":1,"w":"b:c"}}""")]
    [InlineData("a: [x: y, {p}, ? q : r]", """{"a":[{"x":"y"},{"p":null},{"q":"r"}]}""")]
    [InlineData("a: [\n]\nb: {\n}\n", """{"a":[],"b":{}}""")]
    [InlineData("a:\ttab\t\nb: [a,\tb] #c\n# d\n  # e\n", """{"a":"tab","b":["a","b"]}""")]
    [InlineData("a: 1\r\nb:\r\n  - 'x\r\n    y'\r\n  - |\r\n    l\r\n", """{"a":1,"b":["x y","l\n"]}""")]
    [InlineData("\uFEFFa: 1", """{"a":1}""")]
    [InlineData("%YAML 1.1\n%TAG ! tag:x,2000:\n---\na: !t 1\n...\n", """{"a":"1"}""")]
    [InlineData("key with spaces: v\n\"q k\": v\n'r s': t\n", """{"key with spaces":"v","q k":"v","r s":"t"}""")]
    public void Reads_structure(string text, string json) => Json(text).Should().Be(json);

    [Theory]
    [InlineData("a: |\n  text\n   more\n\n  x\nb: end", """{"a":"text\n more\n\nx\n","b":"end"}""")]
    [InlineData("a: >-\n  folded\n  text\n\n  para\n   indented\n  back\n", """{"a":"folded text\npara\n indented\nback"}""")]
    [InlineData("- |\n x\n- |+\n  keep\n\n- |-\n  strip\n\n- |2\n   q\n  r\n", """["x\n","keep\n\n","strip"," q\nr\n"]""")]
    [InlineData("a: |+\n\nb: |\n\nc: >\n x\n y\n\n\n z\n", """{"a":"\n","b":"","c":"x y\n\nz\n"}""")]
    [InlineData("a: | # c\n  y", """{"a":"y"}""")]
    [InlineData("a: \"dq \\n \\x41 \\u00e9 \\U0001F433 \\\n  cont\"\nb: 'sq ''x''\n\n  z'",
        """{"a":"dq \n A é 🐳 cont","b":"sq 'x'\nz"}""")]
    [InlineData("a: \"\\N\\_\\L\\P\\e\\0\\a\\v\\'\"", """{"a":"\u0085\u00a0\u2028\u2029\u001b\u0000\u0007\u000b'"}""")]
    public void Reads_text(string text, string json) => Json(text).Should().Be(Unescape(json));

    [Theory]
    [InlineData("[0x1F, 0X1f, 0o17, 0O7, 017, 0b11, 0B1, 1_000, 1__0, 0x_1, 1_, +1, -010, -0x1F, -0b11, +0o7, 00]",
        "[31,31,15,7,15,3,1,1000,10,1,1,1,-8,-31,-3,7,0]")]
    [InlineData("[08, 09, .5, 1., 1e3, 1E5, 1_000.5, -.5, 12e03]", "[8,9,0.5,1,1000,100000,1000.5,-0.5,12000]")]
    [InlineData("[1:30, 22:22, 1.2.3, _1, 1e, 0o8, 0b2, .e1, 1.e, 1e400]",
        """["1:30","22:22","1.2.3","_1","1e","0o8","0b2",".e1","1.e","1e400"]""")]
    [InlineData("[18446744073709551615, -9223372036854775808, 18446744073709551616]",
        "[18446744073709551615,-9223372036854775808,18446744073709552000]")]
    [InlineData("[yes, No, on, OFF, y, n, tRUE, nUll]", """["yes","No","on","OFF","y","n","tRUE","nUll"]""")]
    [InlineData("[true, True, TRUE, false, ~, null, Null, NULL, '', \"1\"]", """[true,true,true,false,null,null,null,null,"","1"]""")]
    [InlineData("[2001-12-14, 2001-1-4, 2001-12-14t21:59:43.10-05:00, 2001-12-14 1:2:3]",
        """["2001-12-14T00:00:00Z","2001-01-04T00:00:00Z","2001-12-14T21:59:43.1-05:00","2001-12-14T01:02:03Z"]""")]
    [InlineData("[2001-13-44, 2001-02-30, 2001-12-14 21:59:43.10 -5]", """["2001-13-44","2001-02-30","2001-12-14 21:59:43.10 -5"]""")]
    [InlineData("[!!str 5, !!int \"5\", !!float 5, !!binary aGVsbG8=, !foo 5, ! 5, !!bool true, !!str 2001-12-14]",
        """["5",5,5,"hello","5",5,true,"2001-12-14"]""")]
    [InlineData("a: !foo\nb: !!str\nc: !!set {x, y}\nd: !!omap [a: 1]\ne: !bar {f: g}",
        """{"a":"","b":"","c":{"x":null,"y":null},"d":[{"a":1}],"e":{"f":"g"}}""")]
    public void Resolves_scalars(string text, string json) => Json(text).Should().Be(json);

    [Theory]
    [InlineData("1.10", "1.1")]
    [InlineData("1.0", "1")]
    [InlineData("1e3", "1000")]
    [InlineData("1234567.0", "1.234567e+06")]
    [InlineData("100000000.5", "1.000000005e+08")]
    [InlineData("0.000001", "1e-06")]
    [InlineData("0.0001", "0.0001")]
    [InlineData("1e21", "1e+21")]
    [InlineData(".inf", "+Inf")]
    [InlineData("-.INF", "-Inf")]
    [InlineData(".NaN", "NaN")]
    [InlineData("-0.0", "-0")]
    public void A_float_has_the_text_that_Go_prints(string text, string expected)
    {
        var scalar = Read(text).Root.Should().BeOfType<YamlScalar>().Subject;

        scalar.Kind.Should().Be(ScalarKind.Float);
        scalar.Text.Should().Be(expected);
    }

    [Theory]
    [InlineData("a: &x {k: v}\nb: *x\nc:\n  <<: *x\n  z: 1", """{"a":{"k":"v"},"b":{"k":"v"},"c":{"k":"v","z":1}}""")]
    [InlineData("a: &x\n  k: v\nb:\n  k: own\n  <<: [*x, {q: r, k: w}, {q: late}]", """{"a":{"k":"v"},"b":{"k":"own","q":"r"}}""")]
    [InlineData("a: &x {k: {deep: 1}}\nb: &y {<<: *x, l: 1}\nc:\n  <<: *y\n  k: {other: 2}",
        """{"a":{"k":{"deep":1}},"b":{"k":{"deep":1},"l":1},"c":{"l":1,"k":{"other":2}}}""")]
    [InlineData("a: &x 1\nb: &x 2\nc: *x", """{"a":1,"b":2,"c":2}""")]
    [InlineData("&a k: v\nb: *a\nc: {*a : w}", """{"k":"v","b":"k","c":{"k":"w"}}""")]
    [InlineData("<<: []\na: b", """{"a":"b"}""")]
    [InlineData("\"<<\": x", """{"<<":"x"}""")]
    [InlineData("&a\nb: &c\nd: *c", """{"b":null,"d":null}""")]
    public void Expands_anchors_and_merge_keys(string text, string json) => Json(text).Should().Be(json);

    /// <summary>Docker Compose refuses these, for no reason that the YAML specification knows.</summary>
    [Theory]
    [InlineData("a: \"\\/\"", """{"a":"/"}""")]
    [InlineData("a: \"\\uD83D\\uDC33\"", """{"a":"🐳"}""")]
    [InlineData("%YAML 1.2\n---\na: 1", """{"a":1}""")]
    [InlineData("-\ta", """["a"]""")]
    [InlineData("a: 1\n\t\nb: 2", """{"a":1,"b":2}""")]
    [InlineData("{url: http://h/?q=1}", """{"url":"http://h/?q=1"}""")]
    [InlineData("a: &x.y 1\nb: *x.y", """{"a":1,"b":1}""")]
    public void Reads_more_than_Docker_Compose(string text, string json) => Json(text).Should().Be(json);

    [Theory]
    [InlineData("", 0)]
    [InlineData("# only this\n\n", 0)]
    [InlineData("a: 1", 1)]
    [InlineData("---\n", 1)]
    [InlineData("a: 1\n---\nb: 2\n", 2)]
    [InlineData("a: 1\n---\n---\n", 3)]
    [InlineData("a: 1\n...\nb: 2\n...\n", 2)]
    [InlineData("--- [a]\n...\n", 1)]
    public void Counts_documents(string text, int expected)
    {
        var diagnostics = new DiagnosticBag();

        YamlReader.Read(Source(text), diagnostics).Documents.Should().HaveCount(expected);

        diagnostics.Should().BeEmpty();
    }

    [Fact]
    public void Anchors_end_with_their_document() =>
    Problems("a: &x 1\n---\nb: *x\n").Should().Equal("3:4 yaml: unknown anchor 'x' referenced");

    [Fact]
    public void Nodes_know_where_they_stand()
    {
        const string text = "x: &base\n  image: \"nginx\"\nweb:\n  <<: *base\n  ports: [ \"80:80\" ]\n  text: |\n    a\n";
        var web = (YamlMapping)((YamlMapping)Read(text).Root)["web"]!;

        Slice(text, web.Entries[0].KeySpan).Should().Be("image");
        Slice(text, web.Entries[0].Value.Span).Should().Be("\"nginx\"");
        Slice(text, web["ports"]!.Span).Should().Be("[ \"80:80\" ]");
        Slice(text, web["text"]!.Span).Should().Be("|\n    a");
        Slice(text, web.Span).Should().Be("<<: *base\n  ports: [ \"80:80\" ]\n  text: |\n    a");
    }

    [Fact]
    public void Reset_and_override_survive_anchors_and_merge_keys()
    {
        var root = (YamlMapping)Read(
            "x: &x\n  ports: !reset null\n  env: !override\n    A: 1\n  cmd: &c !override [a]\nweb:\n  <<: *x\n  other: *c\n").Root;
        var web = (YamlMapping)root["web"]!;

        web["ports"]!.Tag.Should().Be(YamlTag.Reset);
        web["env"]!.Tag.Should().Be(YamlTag.Override);
        web["other"]!.Tag.Should().Be(YamlTag.Override);
        web.Tag.Should().Be(YamlTag.None);
        ((YamlMapping)web["env"]!).With("B", YamlScalar.Null(default)).Tag.Should().Be(YamlTag.Override);
    }

    [Theory]
    [InlineData("a:\n  b: 1\n c: 2\n", "3:2 yaml: line 3: did not find expected key")]
    [InlineData("a:\n  b: 1\n   c: 2\n", "3:5 yaml: line 3: mapping values are not allowed in this context")]
    [InlineData("- a\nb: c", "2:1 yaml: line 2: did not find expected '-' indicator")]
    [InlineData("a:\n  - x\n  y: 1", "3:3 yaml: line 3: did not find expected '-' indicator")]
    [InlineData("a: b: c", "1:5 yaml: line 1: mapping values are not allowed in this context")]
    [InlineData("a: x\n  y: 1", "2:4 yaml: line 2: mapping values are not allowed in this context")]
    [InlineData("a: 1\nb\nc: 2", "2:1 yaml: line 2: could not find expected ':'")]
    [InlineData("a: [1,\n2\nb: 3\n", "3:2 yaml: line 3: did not find expected ',' or ']'")]
    [InlineData("x: 1\na: {b: c\n", "2:4 yaml: line 2: did not find expected ',' or '}'")]
    [InlineData("x: 1\na: 'x\n\n\n", "2:4 yaml: line 2: found unexpected end of stream")]
    [InlineData("a:\n\tb: 1\n", "2:1 yaml: line 2: found character that cannot start any token")]
    [InlineData("a: @x", "1:4 yaml: line 1: found character that cannot start any token")]
    [InlineData("a: \"x\\q\"", "1:6 yaml: line 1: found unknown escape character")]
    [InlineData("a: \"x\" y", "1:8 yaml: line 1: did not find expected key")]
    [InlineData("a: - b", "1:4 yaml: line 1: block sequence entries are not allowed in this context")]
    [InlineData("a: [a, , b]", "1:8 yaml: line 1: did not find expected node content")]
    [InlineData("a: |x\n  y", "1:5 yaml: line 1: did not find expected comment or line break")]
    [InlineData("a: 1\nb: \u0001", "2:4 yaml: control characters are not allowed")]
    [InlineData("b: 1\na: *u", "2:4 yaml: unknown anchor 'u' referenced")]
    [InlineData("a: 1\nb:\n  c: 1\n  \"c\": 2", "4:3 failed to parse /p/compose.yaml: line 4: mapping key \"c\" already defined at line 3")]
    [InlineData("<<: {a: b}\n<<: {c: d}", "2:1 failed to parse /p/compose.yaml: line 2: mapping key \"<<\" already defined at line 1")]
    [InlineData("a:\n  <<: 5", "2:3 failed to parse /p/compose.yaml: yaml: map merge requires map or sequence of maps as the value")]
    [InlineData("a: !!bool yes", "1:11 failed to parse /p/compose.yaml: yaml: cannot decode !!str `yes` as a !!bool")]
    [InlineData("a: {b: [{1: x}]}", "1:10 non-string key in a.b[0]: 1")]
    [InlineData("true: x", "1:1 non-string key at top level: true")]
    [InlineData("a: &a [*a]", "1:8 failed to parse /p/compose.yaml: cycle detected: anchor 'a' value contains itself")]
    public void Reports_the_place_of_a_mistake(string text, string expected) => Problems(text).Should().Equal(expected);

    [Fact]
    public void Goes_on_after_mistakes_that_leave_the_structure_clear() =>
        Problems("a: 1\na: 2\nb: *u\n3: x\nc: {<<: 1}\n").Should().HaveCount(4);

    [Fact]
    public void A_missing_key_is_reported_once() =>
        Problems("services:\n  web:\n    image: x\n    : y\n").Should().Equal("4:6 non-string key in services.web: <nil>");

    [Fact]
    public void A_key_may_begin_with_a_colon() =>
        Read("x-a:\n  :a: b\n  ::b : c\n").Root.Should().BeOfType<YamlMapping>()
            .Which["x-a"].Should().BeOfType<YamlMapping>().Which.Entries.Select(entry => entry.Key).Should().Equal(":a", "::b");

    [Fact]
    public void A_duplicate_names_both_places()
    {
        var diagnostics = new DiagnosticBag();
        YamlReader.Read(Source("a: 1\na: 2\n"), diagnostics);

        var first = diagnostics.Single().Related.Should().ContainSingle().Subject;
        first.Span.Start.Should().Be(0);
        first.Text.Should().Be("first defined here");
    }

    [Fact]
    public void Refuses_hostile_nesting_and_aliases()
    {
        Problems(new string('[', 100_000)).Should().ContainSingle().Which.Should().EndWith("exceeded max depth of 1000");
        Problems(string.Concat(Enumerable.Range(0, 2_000).Select(i => new string(' ', i) + "a:\n"))).Should().ContainSingle().Which.Should()
            .Contain("max depth");
        var bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (var i = 1; i < 12; i++)
            bomb.Append($"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        Problems(bomb.ToString()).Should().ContainSingle().Which.Should().Contain("excessive aliasing");
        Codes(new string('[', 100_000)).Should().Equal(DiagnosticCode.TooDeeplyNested);
        Codes(bomb.ToString()).Should().Equal(DiagnosticCode.ExcessiveAliases);
    }

    [Fact]
    public void A_bracket_that_closes_at_the_start_of_the_last_line_is_explained() =>
        Problems("a: {i *a\n]b").Should().ContainSingle().Which.Should().Contain("did not find expected ',' or '}'");

    [Fact]
    public void A_mistake_without_a_place_of_its_own_is_explained() =>
        Problems("!a[: &a: fa").Should().ContainSingle().Which.Should().Contain("mapping keys are not allowed in this context");

    [Fact]
    public void Damaged_texts_never_throw()
    {
        var random = new Random(7);
        const string seed =
            "a: &x {k: 'v', l: [1, \"2\\n\"]}\nb:\n  <<: *x\n  - c: |2-\n      t\n  ? d\n  : !reset e\n...\n%TAG ! x\n---\n>+\n  y\n";
        const string alphabet = "abc: -?,[]{}&*!|>'\"%@`#\n\t\r~<.0\\$\u2028\ud83d";
        for (var round = 0; round < 20_000; round++)
        {
            var text = new StringBuilder(seed);
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                var at = random.Next(text.Length);
                if (random.Next(2) == 0)
                    text.Remove(at, Math.Min(random.Next(1, 8), text.Length - at));
                else
                    text.Insert(at, alphabet[random.Next(alphabet.Length)]);
            }

            var source = Source(text.ToString());
            var diagnostics = new DiagnosticBag();
            YamlReader.Read(source, diagnostics);
            foreach (var problem in diagnostics)
                problem.Primary!.Span.End.Should().BeLessOrEqualTo(source.Text.Length);
        }
    }

    [Fact]
    public void Bytes_that_are_no_text_are_reported_where_they_stand()
    {
        var diagnostics = new DiagnosticBag();

        var source = new SourceSet().AddBytes("c", "/p/c", [(byte)'a', (byte)':', 0xC3, 0xA9, (byte)'\n', 0xFF, (byte)'b'], diagnostics);

        var problem = diagnostics.Should().ContainSingle().Subject;
        problem.Summary.Should().Be("yaml: invalid leading UTF-8 octet");
        source.Lines.Position(problem.Primary!.Span.Start).Should().Be(new LinePosition(2, 1));
        new SourceSet().AddBytes("c", "/p/c", [0xFF, 0xFE, (byte)'a', 0, (byte)':', 0], diagnostics).Text.Should().Be("a:");
    }

    private static SourceText Source(string text) => new SourceSet().Add("compose.yaml", "/p/compose.yaml", text);

    private static YamlDocument Read(string text)
    {
        var diagnostics = new DiagnosticBag();
        var stream = YamlReader.Read(Source(text), diagnostics);
        diagnostics.Select(problem => problem.Summary).Should().BeEmpty();
        return stream.Documents.Should().ContainSingle().Subject;
    }

    private static IEnumerable<DiagnosticCode> Codes(string text)
    {
        var diagnostics = new DiagnosticBag();
        YamlReader.Read(Source(text), diagnostics);
        return diagnostics.Select(problem => problem.Code);
    }

    private static IEnumerable<string> Problems(string text)
    {
        var source = Source(text);
        var diagnostics = new DiagnosticBag();
        YamlReader.Read(source, diagnostics);
        return diagnostics.Select(problem =>
        {
            var (line, column) = source.Lines.Position(problem.Primary!.Span.Start);
            return $"{line}:{column} {problem.Summary}";
        });
    }

    private static string Json(string text)
    {
        var buffer = new ArrayBufferWriter<byte>();
        JsonTreeWriter.Write(Read(text).Root, buffer, indented: false);
        return Unescape(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static string Unescape(string json) =>
        System.Text.RegularExpressions.Regex.Replace(
            json, @"\\u([0-9a-f]{4})", match => ((char)Convert.ToInt32(match.Groups[1].Value, 16)).ToString());

    private static string Slice(string text, SourceSpan span) => text.Substring(span.Start, span.Length);
}
