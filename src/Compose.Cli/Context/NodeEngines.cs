using Compose.Cli.CommandLine;
using Compose.Execution;
using Compose.Host;

namespace Compose.Cli.Context;

/// <summary>The engines of other nodes of a swarm that a command has asked.</summary>
internal sealed class NodeEngines(Invocation call) : IAsyncDisposable
{
    private readonly Dictionary<string, EngineSession> _nodes = new(StringComparer.Ordinal);

    public static EngineSession Open(Invocation call, ProcessEnvironment variables) => EngineSession.Open(
        variables, call.Global.Verbose ? (method, path, status) => call.Terminal.ReportLine($"{method} {path} {status}") : null);

    /// <summary>By its address or by the name of a docker context.</summary>
    public EngineSession At(string host)
    {
        if (_nodes.TryGetValue(host, out var known))
            return known;
        var isAddress = host.Contains("://", StringComparison.Ordinal);
        var variables = call.Process.Variables.With(EnvironmentNames.Host, isAddress ? host : "")
            .With(EnvironmentNames.Context, isAddress ? "" : host);
        return _nodes[host] = Open(call, variables);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var engine in _nodes.Values)
            await engine.DisposeAsync();
    }
}
