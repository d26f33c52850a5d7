using Compose.Engine.Http;
using Compose.Engine.Wire;

namespace Compose.Engine;

/// <summary>Commands in running containers.</summary>
public sealed partial class EngineClient
{
    /// <summary>Prepares a command and returns its id; it runs when it is started.</summary>
    public async Task<string> CreateExecAsync(string container, ExecConfig exec, CancellationToken cancel = default)
    {
        if (exec.ConsoleSize is not null && !ApiVersions.ConsoleSize.IsOpen(await VersionAsync(cancel).ConfigureAwait(false)))
        {
            // Older engines get the size by a resize after the start, as for a window that changes.
            exec = exec with { ConsoleSize = null };
        }

        var created = await PostAsync(
            Target.Of("/containers", container, "/exec"), exec, WireJson.Default.ExecConfig, WireJson.Default.IdResponse, cancel)
            .ConfigureAwait(false);
        return created.Id;
    }

    /// <summary>Starts a prepared command and leaves it alone.</summary>
    public Task StartExecAsync(string exec, CancellationToken cancel = default) =>
        DoAsync(
            WithJson("POST", Target.Of("/exec", exec, "/start"), new ExecStart { Detach = true }, WireJson.Default.ExecStart), cancel);

    /// <summary>Starts a prepared command and joins its streams.</summary>
    public Task<HijackedStream> AttachExecAsync(string exec, bool tty = false, CancellationToken cancel = default) =>
        HijackAsync(
            WithJson("POST", Target.Of("/exec", exec, "/start"), new ExecStart { Tty = tty }, WireJson.Default.ExecStart), cancel);

    public Task<ExecInspect> InspectExecAsync(string exec, CancellationToken cancel = default) =>
        GetAsync(Target.Of("/exec", exec, "/json"), WireJson.Default.ExecInspect, cancel);

    public Task ResizeExecAsync(string exec, int rows, int columns, CancellationToken cancel = default) =>
        PostAsync(Target.Of("/exec", exec, "/resize").Add("h", rows).Add("w", columns), cancel);
}
