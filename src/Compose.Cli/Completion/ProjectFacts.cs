using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Terminals;
using Compose.Execution;
using Compose.Execution.Queries;
using Compose.Files.Model;
using Compose.Host;

namespace Compose.Cli.Completion;

/// <summary>What the files in the folder and the engine know, asked for in silence: a user who presses Tab wants no errors.</summary>
internal sealed class ProjectFacts(ProcessContext process, CommandEntry[] commands)
{
    /// <summary>Longer than an engine on this machine needs, shorter than a person waits.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    /// <summary>What stood before the command: -f, -p and their like.</summary>
    public IReadOnlyList<string> GlobalArguments { get; set; } = [];

    public IEnumerable<string> Services() =>
        Load() is { } project ? project.Services.Keys.Concat(project.DisabledServices.Keys).Order(StringComparer.Ordinal) : [];

    public IEnumerable<string> Profiles() => Load() is { } project
        ? project.Services.Values.Concat(project.DisabledServices.Values).SelectMany(service => service.Profiles).Distinct()
        .Order(StringComparer.Ordinal)
        : [];

    /// <summary>Null when there is no engine to ask.</summary>
    public Task<IEnumerable<string>?> RunningAsync() => AskAsync(async (session, engine, stop) =>
    {
        if ((session.Location.ProjectName ?? Load()?.Name) is not { } project)
            return null;
        var rows = await engine.ContainersAsync(project, all: false, OneOffFilter.Exclude, stop);
        return (IEnumerable<string>?)rows.Select(row => row.Service).Distinct().Order(StringComparer.Ordinal);
    });

    public async Task<IEnumerable<string>> ProjectsAsync() =>
        await AskAsync(
            async (_, engine, stop) => (IEnumerable<string>?)(await engine.ProjectsAsync(all: true, stop)).Select(project => project.Name))
            ?? [];

    private ComposeProject? Load() => Context() is { } session && session.Location.Files.Length > 0
        ? session.Load(session.Request with { ResolveEnvironment = false, CheckConsistency = false })?.Project
        : null;

    private ProjectContext? Context() => Call() is { } call ? ProjectContext.Open(call) : null;

    private Invocation? Call()
    {
        var silent = process with { Terminal = new Terminal(Stream.Null, Stream.Null, Stream.Null) };
        return new CommandLineParser(silent, commands).Parse([.. GlobalArguments, "config"]).Invocation;
    }

    private async Task<IEnumerable<string>?> AskAsync(
        Func<ProjectContext, EngineSession, CancellationToken, Task<IEnumerable<string>?>> question)
    {
        if (Call() is not { } call || ProjectContext.Open(call) is not { } session)
            return null;
        using var patience = new CancellationTokenSource(LongestWait);
        try
        {
            await using var engine = EngineSession.Open(call.Process.Variables);
            return await question(session, engine, patience.Token);
        }
        catch (Exception e) when (e is ReportedFailure or OperationCanceledException)
        {
            // No engine, no answer; the files may have one.
            return null;
        }
    }
}
