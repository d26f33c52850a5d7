using Compose.Engine;
using Compose.Engine.Gaps;
using Compose.Engine.Versions;
using Compose.Execution.Operations;
using Docker.DotNet.Models;

namespace Compose.Execution.Sessions;

/// <summary>A command in a running container, joined or left alone.</summary>
internal sealed class ExecSession(EngineClient engine, string container, ExecRequest request)
{
    public async Task StartAsync(CancellationToken cancellationToken) =>
        await engine.StartExecAsync(await CreateAsync(null, attach: false, cancellationToken), cancellationToken);

    public async Task<SessionEnd> RunAsync(SessionStreams streams, CancellationToken cancellationToken)
    {
        var size = request.Tty ? streams.Window?.Size : null;
        var exec = await CreateAsync(size, attach: true, cancellationToken);
        var connection = await engine.AttachExecAsync(exec, request.Tty, cancellationToken);
        await using (connection.ConfigureAwait(false))
        {
            await using var resizing = WindowFollower.Of(
                streams, request.Tty, (rows, columns) => engine.ResizeExecAsync(exec, rows, columns, cancellationToken));
            if (size is not null && !ApiVersions.ConsoleSize.IsOpen(await engine.VersionAsync(cancellationToken)))
                resizing?.Resize();
            var pump = new StreamPump(
                connection, request.Tty, request.Interactive ? streams : streams with { Input = null }, request.DetachKeys);
            if (!await pump.RunAsync(cancellationToken))
                return new SessionEnd(0, Detached: true);
        }

        return new SessionEnd(await ExecExitCode.CodeAsync(engine, container, exec, cancellationToken));
    }

    private Task<string> CreateAsync((int Rows, int Columns)? size, bool attach, CancellationToken cancellationToken) =>
        engine.CreateExecAsync(
        container,
        new ContainerExecCreateParameters
        {
            Cmd = request.Command,
            User = request.User ?? "",
            WorkingDir = request.WorkingDirectory,
            Env = request.Environment.IsEmpty ? null! : request.Environment,
            Privileged = request.Privileged,
            TTY = request.Tty,
            AttachStdin = attach && request.Interactive,
            AttachStdout = attach,
            AttachStderr = attach,
            DetachKeys = attach ? request.DetachKeys?.Text ?? "" : "",
            ConsoleSize = size is var (rows, columns) ? new ConsoleSize { Height = (ulong)rows, Width = (ulong)columns } : null!,
        },
        cancellationToken);
}
