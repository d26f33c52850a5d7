using Compose.Engine.Gaps;
using Compose.Engine.Transport;
using Docker.DotNet.Models;

namespace Compose.Engine;

/// <summary>Upstream waits without a condition, and cannot report that the engine has begun to wait.</summary>
public sealed partial class EngineClient
{
    /// <summary>
    /// Returns when the container meets the condition: <c>not-running</c> (at once when it is not), <c>next-exit</c> or
    /// <c>removed</c>.
    /// </summary>
    public Task<ContainerWaitResponse> WaitContainerAsync(
        string id, string? condition = null, CancellationToken cancellationToken = default) =>
        ReadAsync(Waiting(id, condition), GapJson.Default.ContainerWaitResponse, cancellationToken);

    /// <summary>
    /// The same, for what is started afterwards: when this returns, the engine waits, and the task inside ends with the exit code.
    /// </summary>
    public async Task<Task<long>> BeginWaitAsync(string id, string? condition = null, CancellationToken cancellationToken = default)
    {
        var response = await SendAsync(Waiting(id, condition), cancellationToken).ConfigureAwait(false);
        return FinishAsync();

        async Task<long> FinishAsync() =>
            (await ReadAsync(response, GapJson.Default.ContainerWaitResponse, cancellationToken).ConfigureAwait(false)).StatusCode;
    }

    private static HttpRequest Waiting(string id, string? condition) =>
        new("POST", Target.Of("/containers", id, "/wait").Add("condition", condition).ToString());
}
