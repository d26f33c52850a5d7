using Compose.Engine.Transport;

namespace Compose.Engine.Gaps;

/// <summary>Upstream always takes over the connection of an exec start, also of a detached one, and cannot close one direction.</summary>
public static class ExecStartCalls
{
    /// <summary>Starts a prepared command and leaves it alone.</summary>
    public static Task StartExecAsync(this EngineClient engine, string exec, CancellationToken cancellationToken = default) =>
        engine.DoAsync(Starting(exec, new ExecStart(Detach: true, Tty: false)), cancellationToken);

    /// <summary>Starts a prepared command and joins its streams.</summary>
    public static Task<HijackedStream> AttachExecAsync(
        this EngineClient engine, string exec, bool tty = false, CancellationToken cancellationToken = default) =>
        engine.HijackAsync(Starting(exec, new ExecStart(Detach: false, tty)), cancellationToken);

    private static HttpRequest Starting(string exec, ExecStart start) =>
        HttpRequest.WithJson("POST", Target.Of("/exec", exec, "/start"), start, GapJson.Default.ExecStart);
}
