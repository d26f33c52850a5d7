using System.Collections.Frozen;
using FluentAssertions;
using Xunit;

namespace Compose.Execution.Tests.Attributes;

/// <summary>No attribute is accepted and then ignored without a word on a swarm: it reaches a spec, or it is reported.</summary>
public sealed class SwarmAttributeTests : IDisposable
{
    /// <summary>Rows that are used up before anything is planned, on a swarm as on an engine, or that other commands are about.</summary>
    private static readonly FrozenSet<string> OfLoading =
        new[] { "include", "extends", "jobs", "build", "develop" }.ToFrozenSet();

    /// <summary>
    /// Read and of no effect anywhere; of `up` with logs, which a swarm has no such thing as; a hint for people, because containers on one
    /// network reach each other's ports anyway; shown in a test of its own; false is what a swarm does.
    /// </summary>
    private static readonly FrozenSet<string> Elsewhere = new[]
    {
        "services.web.pull_refresh_after", "services.web.attach", "services.web.expose", "services.web.pull_policy",
        "services.web.volumes.0.bind.create_host_path",
    }.ToFrozenSet();

    private readonly string _folder = Directory.CreateTempSubdirectory("ncompose-attributes-").FullName;

    [Fact]
    public void Every_row_of_the_table_reaches_a_spec_or_a_message()
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "K='v'\n");
        File.WriteAllText(Path.Combine(_folder, "other"), "K=w\n");
        var rows = AttributeFile.Paths().Where(path => !path.Split('.').Any(OfLoading.Contains) && !Elsewhere.Contains(path)).ToList();
        rows.Count.Should().BeGreaterThan(250, "the whole table is walked");
        string.Join('\n', rows.Select(Problem).OfType<string>()).Should().BeEmpty();
    }

    private string? Problem(string path)
    {
        var (with, errors) = SwarmEffects.Of(AttributeFile.Text(path, has: true), _folder);
        if (errors.Count > 0)
            return $"{path}: the file of this test is refused: {errors[0].Summary}";
        return with == SwarmEffects.Of(AttributeFile.Text(path, has: false), _folder).Text ? $"{path}: no effect" : null;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
