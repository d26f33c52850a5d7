using System.Collections.Frozen;
using Compose.Files.Diagnostics;
using FluentAssertions;
using Xunit;

namespace Compose.Execution.Tests.Attributes;

/// <summary>No attribute is accepted and then ignored without a word on a swarm: it reaches a spec, or it is reported.</summary>
public sealed class SwarmAttributeTests : IDisposable
{
    /// <summary>Rows that are used up before anything is planned, on a swarm as on an engine, or that other commands are about.</summary>
    private static readonly FrozenSet<string> OfLoading =
        new[] { "include", "extends", "jobs", "build", "develop" }.ToFrozenSet();

    /// <summary>Each for the reason that stands above it.</summary>
    private static readonly FrozenSet<string> Elsewhere = new[]
    {
        // Docker Compose reads it and has no use for it either.
        "services.web.pull_refresh_after",
        // `up` on a swarm shows no logs.
        "services.web.attach",
        // Containers on one network reach each other's ports anyway.
        "services.web.expose",
        // A test of its own shows when a registry is asked.
        "services.web.pull_policy",
        // It decides while the files are loaded whether the other service may be missing.
        "services.web.depends_on.db.required",
        // The value of this test is what a swarm does.
        "services.web.volumes.0.bind.create_host_path", "services.web.cgroup",
        // Options of a driver that the file of this test does not name.
        "secrets.s.driver_opts",
        // Services of a swarm cannot use models.
        "models.m.name", "models.m.model", "models.m.context_size", "models.m.runtime_flags",
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
        return IsReported(path, with) || with != SwarmEffects.Of(AttributeFile.Text(path, has: false), _folder).Text
            ? null : $"{path}: no effect";
    }

    /// <summary>A row above it is refused, or reported as without effect: a whole hook, or all limits of block devices.</summary>
    private static bool IsReported(string path, string text)
    {
        var names = path.Split('.');
        return Enumerable.Range(1, names.Length).Select(count => string.Join('.', names[..count])).Any(above =>
            text.Contains($"{DiagnosticCode.NotOnSwarm} {above}\n", StringComparison.Ordinal)
            || text.Contains($"{DiagnosticCode.IgnoredOnSwarm} {above}\n", StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
