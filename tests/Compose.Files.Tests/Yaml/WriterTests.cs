using System.Buffers;
using System.Text;
using Compose.Files.Diagnostics;
using Compose.Files.Text;
using Compose.Files.Yaml;
using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests.Yaml;

public sealed class WriterTests
{
    /// <summary>
    /// The fixture is what Docker Compose 2.40.3 prints for these strings, as items of a list and as the keys of a map (which it sorts).
    /// </summary>
    [Fact]
    public void Writes_strings_as_Docker_Compose_does()
    {
        var strings = ((YamlSequence)Read(Fixture("strings.json"))).Items;
        // Numbers beyond 64 bits have no place in that order: Docker Compose prints them here or there.
        var keys = strings.Cast<YamlScalar>().Select(item => item.Text).Where(text => text != "18446744073709551616")
            .Order(GoKeyOrder.Instance).Select(key => new YamlEntry(key, default, YamlScalar.Integer(default, 1)));
        var tree = Map(
            ("services", Map(("a", Map(("command", new YamlSequence(default, strings)))))),
            ("x-keys", new YamlMapping(default, [.. keys])));

        Yaml(tree, Dialect.V240).Split('\n').Should().Equal(Fixture("strings.yaml").Split('\n'));
    }

    [Fact]
    public void The_dialects_differ_where_the_libraries_do()
    {
        var tree = new YamlSequence(default, [Text("<<"), Text("\na"), Text(" a\nb")]);

        Yaml(tree, Dialect.V240).Should().Be("- <<\n- |2-\n\n  a\n- |2-\n   a\n  b\n");
        Yaml(tree, Dialect.V5).Should().Be("- \"<<\"\n- |-\n\n  a\n- |2-\n   a\n  b\n");
    }

    /// <summary>Readers of YAML 1.1 take these characters for line breaks.</summary>
    [Fact]
    public void Line_separators_are_escaped_so_that_every_reader_gets_them_back()
    {
        var tree = Map(("a\u2028b", Text("a\u2029b")), ("c", Text("x\u2028\ny\n")), ("d", Text("\u0085")));

        Yaml(tree, Dialect.V5).Should().Be("? \"a\\Lb\"\n: \"a\\Pb\"\nc: \"x\\L\\ny\\n\"\nd: \"\\N\"\n");
    }

    [Fact]
    public void Writes_nested_collections_and_every_kind_of_scalar()
    {
        const string text = """
            x-seq:
              - - a
                - - b
                  - |
                    l1
                    l2
              - c: d
                e:
                  - f: g
                    h: []
                  - {}
                  - []
                  - null
                i: |-
                  l1
                  l2
            x-types:
              k0: 1
              k1: 1.5
              k4: 1.234567e+06
              k5: .inf
              k6: -.inf
              k7: .nan
              k8: true
              k10: 2001-12-14T00:00:00Z
              k12: 18446744073709551615
              k15: 1e-07
              k21: -0.5

            """;

        Yaml(Read(text), Dialect.V5).Should().Be(text.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Writes_JSON_as_Go_does()
    {
        var tree = Read(
            "a: <b> & \"c\"\nb: [1, 18446744073709551615, 1.5, 1e21, 1e20, 0.000001, 1e-7, 1.10, true, null, 2001-12-14]\nc: {}\nd: []\ne: {f: [x]}");
        ((YamlScalar)((YamlSequence)((YamlMapping)tree)["b"]!).Items[3]).Kind.Should().Be(ScalarKind.Float);

        Json(tree, indented: false).Should().Be(
            """{"a":"\u003cb\u003e \u0026 \"c\"","b":[1,18446744073709551615,1.5,1e+21,100000000000000000000,0.000001,1e-7,1.1,true,null,"2001-12-14T00:00:00Z"],"c":{},"d":[],"e":{"f":["x"]}}""");
        Json(Read("a: {b: [1, {}], c: []}"), indented: true).Should()
            .Be("{\n  \"a\": {\n    \"b\": [\n      1,\n      {}\n    ],\n    \"c\": []\n  }\n}");
        Json(Text("\b\f\n\r\t\u0000\u001b\u007f\u2028é🐳\ud83d"), indented: false).Should()
            .Be("\"\\b\\f\\n\\r\\t\\u0000\\u001b\u007f\\u2028é🐳\ufffd\"");
    }

    [Fact]
    public void Finds_numbers_that_JSON_cannot_hold()
    {
        JsonTreeWriter.FindUnsupported(Read("a: [1, {b: .inf}]"))!.Text.Should().Be("+Inf");
        JsonTreeWriter.FindUnsupported(Read("a: [1, {b: 1e308}]")).Should().BeNull();
    }

    [Fact]
    public void Written_text_reads_back_the_same()
    {
        var random = new Random(11);
        const string alphabet = "ab: -?,[]{}&*!|>'\"%@`#\n\t~<.01\\$é\u0085\u2028\u2029\u00a0\u001b🐳";
        for (var round = 0; round < 5_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(0, 9)).Select(_ => alphabet[random.Next(alphabet.Length - 2)]));
            var tree = Map(("k", Text(text)), (text.Length > 0 ? "k" + text : "z", new YamlSequence(default, [Text(text), Text("end")])));

            var back = Read(Yaml(tree, Dialect.V5));

            Json(back, indented: false).Should().Be(Json(tree, indented: false), "of {0}", text);
        }
    }

    [Theory]
    [InlineData("a1", "a10", "a2")]
    [InlineData("1", "a", "B", "_")]
    [InlineData("x", "xy", "x-y", "x_y", "x.y", "x01", "x1", "x001")]
    public void Key_order_is_total(params string[] keys)
    {
        foreach (var x in keys)
            foreach (var y in keys)
                Math.Sign(GoKeyOrder.Instance.Compare(x, y)).Should().Be(-Math.Sign(GoKeyOrder.Instance.Compare(y, x)));
        GoKeyOrder.Instance.Compare("a2", "a10").Should().BeNegative();
        GoKeyOrder.Instance.Compare("_", "B").Should().BeNegative();
    }

    private static YamlScalar Text(string text) => YamlScalar.String(default, text);

    private static YamlMapping Map(params (string Key, YamlNode Value)[] entries) =>
        new(default, [.. entries.Select(entry => new YamlEntry(entry.Key, default, entry.Value))]);

    private static YamlNode Read(string text)
    {
        var diagnostics = new DiagnosticBag();
        var documents = YamlReader.Read(new SourceSet().Add("f", "/f", text), diagnostics).Documents;
        diagnostics.Select(problem => problem.Summary).Should().BeEmpty("of {0}", text);
        return documents.Single().Root;
    }

    private static string Yaml(YamlNode tree, Dialect dialect)
    {
        var buffer = new ArrayBufferWriter<byte>();
        YamlWriter.Write(tree, buffer, dialect);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Json(YamlNode tree, bool indented)
    {
        var buffer = new ArrayBufferWriter<byte>();
        JsonTreeWriter.Write(tree, buffer, indented);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Fixture(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Yaml", "Fixtures", name));
}
