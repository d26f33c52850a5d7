using System.Collections.Frozen;
using Compose.Files.Diagnostics;
using FluentAssertions;
using Xunit;

namespace Compose.Execution.Tests.Attributes;

/// <summary>
/// No attribute is accepted and then ignored without a word: with it, `up` does or says something that it does not without it.
/// </summary>
public sealed class AttributeEffectTests : IDisposable
{
    /// <summary>Rows that are used up while the files are loaded. Their own tests show what they do.</summary>
    private static readonly FrozenSet<string> OfLoading = new[] { "include", "extends", "jobs" }.ToFrozenSet();

    /// <summary>Docker Compose reads the first and has no use for it either; only the engine's own builder gets the second.</summary>
    private static readonly FrozenSet<string> Elsewhere =
        new[] { "services.web.pull_refresh_after", "services.web.build.isolation" }.ToFrozenSet();

    /// <summary>An attribute that is refused before anything is created is not ignored.</summary>
    private static readonly FrozenSet<DiagnosticCode> Refusals = new[]
    {
        DiagnosticCode.UnsupportedPerReplicaHook, DiagnosticCode.ExternalConfigOrSecret, DiagnosticCode.StartIntervalWithoutPeriod,
    }.ToFrozenSet();

    private readonly string _folder = Directory.CreateTempSubdirectory("ncompose-attributes-").FullName;

    [Fact]
    public void Every_row_of_the_table_reaches_a_request_a_plan_or_a_message()
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "K='v'\n");
        File.WriteAllText(Path.Combine(_folder, "other"), "K=w\n");
        var rows = AttributeFile.Paths().Where(path => !path.Split('.').Any(OfLoading.Contains) && !Elsewhere.Contains(path)).ToList();
        rows.Count.Should().BeGreaterThan(300, "the whole table is walked");
        string.Join('\n', rows.Select(Problem).OfType<string>()).Should().BeEmpty();
    }

    [Fact]
    public void An_attribute_that_only_a_swarm_uses_is_a_warning_at_its_line()
    {
        var (text, errors) = AttributeEffects.Of(AttributeFile.Text("services.web.deploy.placement.constraints", has: true), _folder);
        errors.Should().BeEmpty();
        text.Should().Contain($"{DiagnosticCode.NoEffectOnEngine} services.web.deploy.placement.constraints");
    }

    private string? Problem(string path)
    {
        var (with, errors) = AttributeEffects.Of(AttributeFile.Text(path, has: true), _folder);
        if (errors.FirstOrDefault(error => !Refusals.Contains(error.Code)) is { } error)
            return $"{path}: the file of this test is refused: {error.Summary}";
        return with == AttributeEffects.Of(AttributeFile.Text(path, has: false), _folder).Text ? $"{path}: no effect" : null;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
