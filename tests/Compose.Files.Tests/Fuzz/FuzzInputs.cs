using System.Text;
using Compose.Testing.Specs;

namespace Compose.Files.Tests.Fuzz;

/// <summary>
/// Broken inputs, made from a seed: every fixture with a part of it damaged, and texts built to break a reader.
/// </summary>
internal sealed class FuzzInputs
{
    private static readonly string[] Fragments =
    [
        "*a", "&a ", "<<: *a", "!reset ", "!override ", "${", "${A:-", "}", "[", "]", "{", "}", ": ", "- ", "\n", "\n  ", "\t", "\"", "'",
        "|", ">", "---\n", "...\n", "#", "%YAML 1.1\n",
        "!!binary ", "!!set ", "? ", "null", "~", "-1", "99999999999999999999999", "1e999", ".nan", ".inf", "0x", "\uFEFF", "\0", "\u2028",
        "\U0001F433", "\\", "$", "services:\n", "extends: web\n", "include: [compose.yaml]\n",
    ];

    private readonly List<SpecCase> _fixtures =
        [.. SpecTests.Folder.Cases.Where(@case => @case.Block(SpecWords.Flags) is null && @case.Block("compose.yaml") is not null)];

    /// <summary>Writes the project of a seed.</summary>
    public SpecInvocation Write(int seed, SpecWorkspace workspace)
    {
        var random = new Random(seed);
        var fixture = _fixtures[random.Next(_fixtures.Count)];
        var text = random.Next(12) switch
        {
            0 => Noise(random),
            1 => Built(random),
            _ => null,
        };
        foreach (var block in fixture.Blocks.Where(block => !SpecWords.All.Contains(block.Name) && !block.Name.EndsWith('/')))
        {
            var damaged = block.Name == "compose.yaml" && text is not null ? text : Damaged(Encoding.UTF8.GetBytes(block.Text), random);
            workspace.Write(block.Name, damaged);
        }

        return SpecInvocation.Of(fixture, workspace);
    }

    private static byte[] Damaged(byte[] content, Random random)
    {
        var bytes = content.ToList();
        for (var count = random.Next(1, 5); count > 0 && bytes.Count > 0; count--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 20), bytes.Count - at);
            switch (random.Next(8))
            {
                case 0:
                    bytes.RemoveRange(at, length);
                    break;
                case 1:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 2:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 3:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Fragments[random.Next(Fragments.Length)]));
                    break;
                case 4:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 5:
                    MoveLine(bytes, random);
                    break;
                case 6:
                    bytes.InsertRange(at, Enumerable.Repeat((byte)"[{- \"'&*"[random.Next(8)], random.Next(1, 400)));
                    break;
                default:
                    (bytes[at], bytes[^1]) = (bytes[^1], bytes[at]);
                    break;
            }
        }

        return [.. bytes];
    }

    private static void MoveLine(List<byte> bytes, Random random)
    {
        var lines = Encoding.Latin1.GetString([.. bytes]).Split('\n').ToList();
        var line = lines[random.Next(lines.Count)];
        lines.Remove(line);
        lines.Insert(random.Next(lines.Count + 1), new string(' ', random.Next(8)) + line.TrimStart());
        bytes.Clear();
        bytes.AddRange(Encoding.Latin1.GetBytes(string.Join('\n', lines)));
    }

    private const string YamlCharacters = " \n:-[]{}&*!|>'\"%@`,?#abc019.~";

    private static byte[] Noise(Random random)
    {
        var bytes = new byte[random.Next(1, 2000)];
        random.NextBytes(bytes);
        if (random.Next(2) == 0)
        {
            for (var i = 0; i < bytes.Length; i++)
                bytes[i] = (byte)YamlCharacters[bytes[i] % YamlCharacters.Length];
        }

        return bytes;
    }

    private static byte[] Built(Random random) => Encoding.UTF8.GetBytes(Builders[random.Next(Builders.Length)](random));

    private static readonly Func<Random, string>[] Builders =
    [
        random => "x: " + new string('[', random.Next(1, 20_000)),
        random => "x: " + string.Concat(Enumerable.Repeat("{a: ", random.Next(1, 20_000))),
        random => string.Concat(Enumerable.Range(0, random.Next(1, 1_000)).Select(depth => new string(' ', depth) + "a:\n")),
        random => string.Concat(Enumerable.Repeat("- ", random.Next(1, 20_000))) + "a",
        random => string.Concat(Enumerable.Repeat("? ", random.Next(1, 10_000))) + "a",
        random => Bomb(random.Next(3, 30), random.Next(2, 12)),
        random => MergeBomb(random.Next(3, 40)),
        random => "services: {web: {image: a, labels: {a: " + new string('x', random.Next(1, 2_000_000)) + "}}}",
        random => "services: {web: {image: a, labels: {a: \"" + string.Concat(Enumerable.Repeat("${A:-", random.Next(1, 10_000))) + "\"}}}",
        random => "services: {web: {image: a, labels: {a: \"" + string.Concat(
            Enumerable.Repeat("${A:-", random.Next(1, 5_000))) + new string('}', 5_000) + "\"}}}",
        random => "services:\n" + string.Concat(
            Enumerable.Range(0, random.Next(1, 500)).Select(n => $"  s{n}: {{image: a, extends: s{n + 1}}}\n")),
        random => "services:\n" + string.Concat(
            Enumerable.Range(0, random.Next(1, 500))
                .Select(n => $"  s{n}: {{image: a, depends_on: [s{(n + 1) % 500}, s{(n + 7) % 500}]}}\n")),
        random => "include: [" + string.Join(", ", Enumerable.Repeat("compose.yaml", random.Next(1, 50))) + "]",
        random => "services: {web: {image: a, ports: [\"1-" + random.Next(1, 70_000) + ":1-" + random.Next(1, 70_000) + "\"]}}",
        random => "services: {web: {image: a, expose: [\"1-65535\"], command: \"" + string.Concat(
            Enumerable.Repeat("a ", random.Next(1, 100_000))) + "\"}}",
        random => "x: &a\n" + string.Concat(Enumerable.Repeat("  - *a\n", random.Next(1, 100))),
        random => string.Concat(Enumerable.Repeat("---\na: b\n", random.Next(1, 2_000))),
        random => "a: " + string.Concat(Enumerable.Repeat("&a ", random.Next(1, 1_000))) + "b",
        random => string.Concat(Enumerable.Range(0, random.Next(1, 5_000)).Select(n => $"x-{n}: &a{n} {{b: c}}\n")),
        random => "services: {web: {image: a, scale: " + new string('9', random.Next(1, 5_000)) + ", mem_limit: 1e" + random.Next(
            1, 400) + "}}",
    ];

    private static string Bomb(int levels, int width) =>
        "x-0: &a0 [x]\n"
            + string.Concat(
            Enumerable.Range(1, levels)
                .Select(level => $"x-{level}: &a{level} [{string.Join(',', Enumerable.Repeat($"*a{level - 1}", width))}]\n"))
                + "services: {web: {image: a}}\n";

    private static string MergeBomb(int levels) =>
        "x-0: &a0 {k0: v}\n"
            + string.Concat(
            Enumerable.Range(1, levels)
                .Select(level => $"x-{level}: &a{level} {{<<: [*a{level - 1}, *a{level - 1}], k{level}: *a{level - 1}}}\n"))
                + "services: {web: {image: a, labels: {a: b}}}\n";
}
