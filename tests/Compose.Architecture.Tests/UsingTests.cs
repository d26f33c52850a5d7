using System.Text.RegularExpressions;
using Compose.Testing;
using FluentAssertions;
using Xunit;

namespace Compose.Architecture.Tests;

/// <summary>The order of using lines, which neither the compiler nor the formatter of white space checks.</summary>
public sealed partial class UsingTests
{
    [Fact]
    public void Using_lines_are_sorted() =>
        Files().Where(file => !IsSorted(File.ReadLines(file))).Select(file => Path.GetRelativePath(RepositoryRoot.Path, file))
            .Should().BeEmpty();

    [Theory]
    [InlineData("using System;|using System.Text;|using Compose.Files;|using Compose.Files.Text;", true)]
    [InlineData("using Compose.Files;|using System;", false)]
    [InlineData("using Compose.Files.Text;|using Compose.Files;", false)]
    [InlineData("using Xunit;|namespace A;|using Compose.Files;", true)]
    public void An_order_is_judged(string lines, bool isSorted) => IsSorted(lines.Split('|')).Should().Be(isSorted);

    private static IEnumerable<string> Files() => new[] { "src", "tests" }
        .SelectMany(folder => Directory.EnumerateFiles(RepositoryRoot.Combine(folder), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    private static bool IsSorted(IEnumerable<string> lines)
    {
        var names = lines.TakeWhile(line => !line.StartsWith("namespace ", StringComparison.Ordinal))
            .Select(line => UsingLine().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value).ToList();
        return names.SequenceEqual(names
            .OrderBy(name => name != "System" && !name.StartsWith("System.", StringComparison.Ordinal))
            .ThenBy(name => name.Replace('.', ' '), StringComparer.OrdinalIgnoreCase));
    }

    [GeneratedRegex(@"^using ([\w.]+);$")]
    private static partial Regex UsingLine();
}
