using System.Globalization;
using System.Text;
using Compose.Files.Diagnostics;
using Compose.Files.Text;
using Compose.Files.Yaml;
using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests.Yaml;

/// <summary>A text that is read again after an edit gives the same nodes at the same places as when it is read whole.</summary>
public sealed class YamlUpdateTests
{
    private const int Edits = 3000;

    private static readonly string[] Pieces =
        ["\n", " ", "  ", "    ", ":", ": ", "- ", "#", "\"", "'", "[", "]", "{", "}", ",", "&a ", "*a", "é😀", "\t", "\r\n", "|\n", ">+\n", "? ",
            "---\n", "...\n", "%YAML 1.2\n", "<<: x", "!!str ", "image", "\n\n", "  s2:\n", "    b: [1,\n", "x", "\n  # note\n", "\n# note\n", "a b: c"];

    private const string Text = """
        # A project.
        name: demo
        services:
          s1:
            image: "x"
            command: [a, 'b']

          # The second one.
          s2:
            image: y
            environment:
              A: "1"
              B: |
                two
                lines
              C:
            labels: {a: b,
              c: d}
          s3:
            image: a plain text
              of two lines

        volumes:
          v1:
          v2: {driver: local}
          v3:
            labels: [x]
        x-end: 1
        """;

    [Fact]
    public void Random_edits_give_what_a_whole_read_gives()
    {
        var random = new Random(16_2026);
        var (text, updates) = (Text + "\n", 0);
        var before = Read(text);
        for (var edit = 0; edit < Edits; edit++)
        {
            var (start, piece) = (random.Next(text.Length + 1), random.Next(3) == 0 ? "" : Pieces[random.Next(Pieces.Length)]);
            var removed = random.Next(2) == 0 ? Math.Min(random.Next(piece.Length == 0 ? 8 : 3), text.Length - start) : 0;
            var changed = text[..start] + piece + text[(start + removed)..];
            var whole = Read(changed);
            if (YamlUpdate.Read(whole.Source, before.Source, before.Stream) is { } update)
            {
                Describe(update).Should().Be(Describe(whole.Stream), $"of edit {edit}:\n{changed}");
                whole.Problems.Should().BeEmpty();
                updates++;
            }

            // A text with mistakes would stay one: then the next edit is of the first text again.
            (text, before) = whole.Stream.IsFlawless ? (changed, whole) : (Text + "\n", Read(Text + "\n"));
        }

        updates.Should().BeGreaterThan(Edits / 10, "most edits are inside of one entry");
    }

    [Theory]
    [InlineData("image: y", "image: other", true)]
    [InlineData("two\n", "two\n        and a half\n", true)]
    [InlineData("driver: local", "driver: l", true)]
    [InlineData("# The second one.", "# The 2nd one.", true)]
    [InlineData("s2:", "s4:", false)]
    [InlineData("name: demo", "name: other", false)]
    [InlineData("image: y", "image: &a y", false)]
    [InlineData("image: y", "image: \"y", false)]
    [InlineData("image: y", "image: [y", false)]
    [InlineData("image: y\n", "image: y\n  s5: {}\n", false)]
    [InlineData("image: y\n", "image: y\n---\n", false)]
    [InlineData("image: y\n", "image: y\nx: 1\n", false)]
    public void Only_an_edit_inside_of_one_entry_is_read_alone(string old, string text, bool isAlone)
    {
        var (before, after) = (Read(Text + "\n"), Read((Text + "\n").Replace(old, text, StringComparison.Ordinal)));
        var update = YamlUpdate.Read(after.Source, before.Source, before.Stream);
        (update is not null).Should().Be(isAlone);
        if (update is not null)
            Describe(update).Should().Be(Describe(after.Stream));
    }

    private static (SourceText Source, YamlStream Stream, DiagnosticBag Problems) Read(string text)
    {
        var (source, problems) = (new SourceSet().Add("compose.yaml", "/p/compose.yaml", text), new DiagnosticBag());
        return (source, YamlReader.Read(source, problems), problems);
    }

    private static string Describe(YamlStream stream)
    {
        var text = new StringBuilder();
        foreach (var document in stream.Documents)
            Describe(document.Root, text);
        return text.ToString();
    }

    private static void Describe(YamlNode node, StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n{node.Span.Source}:{node.Span.Start}+{node.Span.Length} {node.Tag} {node.TypeName} ");
        if (node is YamlMapping mapping)
            foreach (var entry in mapping.Entries)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n{entry.KeySpan.Start}+{entry.KeySpan.Length} {entry.Key}:");
                Describe(entry.Value, text);
            }
        else if (node is YamlSequence sequence)
            foreach (var item in sequence.Items)
                Describe(item, text);
        else if (node is YamlScalar scalar)
            text.Append(CultureInfo.InvariantCulture, $"{scalar.Kind} {scalar.Text} {scalar.Number}");
    }
}
