using Compose.Engine.Gaps;
using Compose.Engine.Transport;

namespace Compose.Engine;

/// <summary>Upstream always takes over the connection of an exec start, also of a detached one, and cannot close one direction.</summary>
public sealed partial class EngineClient
{
    /// <summary>Starts a prepared command and leaves it alone.</summary>
    public Task StartExecAsync(string exec, CancellationToken cancellationToken = default) =>
        DoAsync(Starting(exec, new ExecStart(Detach: true, Tty: false)), cancellationToken);

    /// <summary>Starts a prepared command and joins its streams.</summary>
    public Task<HijackedStream> AttachExecAsync(string exec, bool tty = false, CancellationToken cancellationToken = default) =>
        HijackAsync(Starting(exec, new ExecStart(Detach: false, tty)), cancellationToken);

    private static HttpRequest Starting(string exec, ExecStart start) =>
        WithJson("POST", Target.Of("/exec", exec, "/start"), start, GapJson.Default.ExecStart);
}
