using System.Text;
using System.Text.Json.Nodes;
using Compose.Testing.Engine;
using Compose.Testing.Goldens;
using Compose.Testing.Processes;
using Compose.Testing.Specs;

namespace Compose.Differential.Tests.Inspecting;

/// <summary>
/// One stack made by both tools in turn, in one folder and under one name: what is on the engine must be equal, neither may touch what the
/// other has made, and each cleans up after the other.
/// </summary>
internal sealed class InspectRun : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly InspectCase _case;
    private readonly EngineSocket _engine;
    private readonly string _project;
    private readonly SpecWorkspace _workspace;
    private readonly SpecInvocation _invocation;
    private readonly string _composeText;

    private InspectRun(InspectCase @case, EngineSocket engine, string project)
    {
        (_case, _engine, _project) = (@case, engine, project);
        _workspace = SpecWorkspace.Write(@case.Spec);
        _composeText = string.Join('\n', @case.Spec.Blocks.Where(block => block.Language == "yaml").Select(block => block.Text));
        _invocation = SpecInvocation.Of(@case.Spec, _workspace)
            .With("DOCKER_HOST", engine.DockerHost)
            .With("DOCKER_CONFIG", Path.Combine(_workspace.Root, "docker"))
            .With("COMPOSE_PROJECT_NAME", project);
    }

    /// <summary>What is wrong, for people; null when nothing is.</summary>
    public static async Task<string?> OfAsync(InspectCase @case, EngineSocket engine, string project, Func<Task> sweep)
    {
        using var run = new InspectRun(@case, engine, project);
        try
        {
            await run.PrepareAsync();
            if (@case.Diagnostics is { Length: > 0 } lines)
                return await run.RefusedAsync(lines, run.Ours);
            return @case.Refusal is { } words ? await run.RefusedAsync([words], run.Peer, run.Ours) : await run.ComparedAsync();
        }
        finally
        {
            await sweep();
        }
    }

    public void Dispose() => _workspace.Dispose();

    private async Task<string?> ComparedAsync()
    {
        var peer = await MadeByAsync(Peer, [("ncompose", Ours), ("ncompose with NCOMPOSE_DIALECT=2.40", OursAsPeer)], Ours);
        if (peer.Problem is not null)
            return "made by the peer: " + peer.Problem;
        var ours = await MadeByAsync(OursAsPeer, [("the peer", Peer)], Peer);
        if (ours.Problem is not null)
            return "made by ncompose: " + ours.Problem;
        foreach (var path in _case.Deviations)
            if (ours.Snapshot!.At(path) == peer.Snapshot!.At(path))
                return $"{path} is listed as deviating and does not";
        var (theirText, ourText) = (peer.Snapshot!.Text(_case.Deviations), ours.Snapshot!.Text(_case.Deviations));
        return theirText == ourText ? null : UnifiedDiff.Of(theirText, ourText, "peer", "ncompose");
    }

    /// <summary>
    /// Makes the stack with one tool, lets others bring it up again, which must change nothing, and takes it down with another.
    /// </summary>
    private async Task<(EngineSnapshot? Snapshot, string? Problem)> MadeByAsync(
        Func<string[], Task<ProcessRun>> maker, (string Name, Func<string[], Task<ProcessRun>> Run)[] others,
        Func<string[], Task<ProcessRun>> remover)
    {
        foreach (var file in HostFiles)
            File.Delete(Path.Combine(_workspace.Project, file[2..]));
        _workspace.Write(InspectCase.Compose, Encoding.UTF8.GetBytes(_case.Spec.Block(InspectCase.Compose)!.Text));
        var made = await maker(_case.Command);
        if (!made.Succeeded)
            return (null, made.ToString());
        var snapshot = await TakeAsync(_case.Look.Except(HostFiles));
        foreach (var (name, run) in others)
        {
            var again = await run(_case.Command);
            if (!again.Succeeded)
                return (null, again.ToString());
            if (!(await TakeAsync([])).Ids.SequenceEqual(snapshot.Ids))
                return (null, $"{name} makes containers or networks anew:\n{again}");
        }

        if (_case.Again is { } command)
        {
            _workspace.Write(InspectCase.Compose, Encoding.UTF8.GetBytes(_case.Spec.Block(InspectCase.Changed)!.Text));
            var changed = await maker(command);
            if (!changed.Succeeded)
                return (null, changed.ToString());
            var kept = snapshot.AnonymousVolumes;
            snapshot = await TakeAsync(_case.Look.Except(HostFiles));
            snapshot =
                snapshot with
                {
                    Objects = snapshot.Objects.Append(
                    new("anonymous volumes kept", snapshot.AnonymousVolumes.Intersect(kept).Count())).ToDictionary()
                };
        }

        var down = await remover(["down", "-v", "-t", "0"]);
        if (!down.Succeeded || !(await TakeAsync([])).IsEmpty)
            return (null, $"something is left:\n{down}");
        return (snapshot with { Objects = snapshot.Objects.Concat((await TakeAsync(HostFiles)).Objects).ToDictionary() }, null);
    }

    private async Task<string?> RefusedAsync(string[] words, params Func<string[], Task<ProcessRun>>[] tools)
    {
        foreach (var tool in tools)
        {
            var run = await tool(_case.Command);
            foreach (var expected in words)
                if (run.Succeeded || !run.Error.Contains(expected, StringComparison.Ordinal))
                    return $"this was to be refused with \"{expected}\":\n{run}";
            await tool(["down", "-v", "-t", "0"]);
        }

        return null;
    }

    private async Task PrepareAsync()
    {
        foreach (var words in _case.Before.Select(
            line => line.Replace("${COMPOSE_PROJECT_NAME}", _project, StringComparison.Ordinal).Split(' ')))
            await _engine.PostAsync(words[0] == "network" ? "/networks/create" : "/volumes/create", new JsonObject
            {
                ["Name"] = words[1],
                ["Labels"] = new JsonObject { [InspectRuns.BeforeLabel] = _project },
            });
    }

    /// <summary>Looked at when the stack is gone: what hooks have left behind.</summary>
    private IEnumerable<string> HostFiles => _case.Look.Where(file => file.StartsWith("./", StringComparison.Ordinal));

    private Task<EngineSnapshot> TakeAsync(IEnumerable<string> look) =>
        EngineSnapshot.TakeAsync(_engine, _project, _composeText, look, _workspace.Project);

    private Task<ProcessRun> Peer(string[] command) => RunAsync(RequiredProgram.Peer, command, _invocation);

    private Task<ProcessRun> Ours(string[] command) => RunAsync(RequiredProgram.Ncompose, command, _invocation);

    private Task<ProcessRun> OursAsPeer(string[] command) =>
        RunAsync(RequiredProgram.Ncompose, command, _invocation.With("NCOMPOSE_DIALECT", "2.40"));

    private Task<ProcessRun> RunAsync(string program, string[] command, SpecInvocation invocation) =>
        ProcessRun.RunAsync(
            program, [.. invocation.Flags, .. command], _workspace.Project, invocation.Environment, invocation.Input, Limit);
}
