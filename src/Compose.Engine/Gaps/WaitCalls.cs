using Compose.Engine.Transport;
using Docker.DotNet.Models;

namespace Compose.Engine.Gaps;

/// <summary>Upstream waits without a condition, and cannot report that the engine has begun to wait.</summary>
public static class WaitCalls
{
    /// <summary>
    /// Returns when the container meets the condition: <c>not-running</c> (at once when it is not), <c>next-exit</c> or
    /// <c>removed</c>.
    /// </summary>
    public static Task<ContainerWaitResponse> WaitContainerAsync(
        this EngineClient engine, string id, string? condition = null, CancellationToken cancellationToken = default) =>
        engine.ReadAsync(Waiting(id, condition), GapJson.Default.ContainerWaitResponse, cancellationToken);

    /// <summary>
    /// The same, for what is started afterwards: when this returns, the engine waits, and the task inside ends with the exit code.
    /// </summary>
    public static async Task<Task<long>> BeginWaitAsync(
        this EngineClient engine, string id, string? condition = null, CancellationToken cancellationToken = default)
    {
        var response = await engine.SendAsync(Waiting(id, condition), cancellationToken).ConfigureAwait(false);
        return FinishAsync();

        async Task<long> FinishAsync()
        {
            var ended = await EngineClient.ReadAsync(response, GapJson.Default.ContainerWaitResponse, cancellationToken)
                .ConfigureAwait(false);
            return ended.StatusCode;
        }
    }

    private static HttpRequest Waiting(string id, string? condition) =>
        new("POST", Target.Of("/containers", id, "/wait").Add("condition", condition).ToString());
}
