using System.Text.RegularExpressions;
using Compose.Testing;
using FluentAssertions;
using Xunit;

namespace Compose.Architecture.Tests;

/// <summary>docs/threats.md names a test for each answer to a threat.</summary>
public sealed partial class ThreatModelTests
{
    [Fact]
    public void Every_test_that_the_threat_model_names_is_there()
    {
        var page = File.ReadAllText(RepositoryRoot.Combine("docs", "threats.md"));
        var named = Test().Matches(page).Select(match => (Class: match.Groups[1].Value, Method: match.Groups[2].Value)).ToList();

        named.Should().HaveCountGreaterThan(20);
        named.Where(test => !IsThere(test.Class, test.Method)).Should().BeEmpty();
    }

    private static bool IsThere(string type, string method) =>
        Directory.EnumerateFiles(RepositoryRoot.Combine("tests"), type + ".cs", SearchOption.AllDirectories)
            .Any(file => File.ReadAllText(file).Contains($" {method}(", StringComparison.Ordinal));

    [GeneratedRegex(@"`(\w+Tests)\.(\w+)`")]
    private static partial Regex Test();
}
