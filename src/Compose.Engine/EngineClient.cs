using Compose.Engine.Http;
using Compose.Host;

namespace Compose.Engine;

/// <summary>
/// A container engine, typed. Nothing is sent before the first call; calls may be made from many places at once. Every
/// call fails with an <see cref="EngineError"/> or with <see cref="OperationCanceledException"/>, and with nothing else.
/// </summary>
public sealed partial class EngineClient : IAsyncDisposable
{
    private readonly EngineTransport transport;
    private readonly EngineOptions options;
    private readonly Dialer dialer;
    private readonly CancellationTokenSource lifetime = new();
    private readonly Lock gate = new();
    private Task<EnginePing>? greeting;

    /// <param name="address">Where the engine is.</param>
    /// <param name="environment">Looks up <c>PATH</c>, for the programs that some addresses need.</param>
    /// <param name="options">Defaults when null.</param>
    public EngineClient(EngineAddress address, ProcessEnvironment environment, EngineOptions? options = null)
    {
        Address = address;
        this.options = options ?? EngineOptions.Default;
        dialer = Dialer.To(address, environment, this.options);
        transport = new EngineTransport(dialer.DialAsync, dialer.HostName, this.options);
    }

    public EngineAddress Address { get; }

    /// <summary>The engine that the environment names, in the version that <c>DOCKER_API_VERSION</c> asks for, if it does.</summary>
    /// <exception cref="EngineError">The environment names none that can be used.</exception>
    public static EngineClient FromEnvironment(ProcessEnvironment environment, EngineOptions? options = null)
    {
        var wanted = environment[EnvironmentNames.ApiVersion];
        var chosen = options ?? EngineOptions.Default;
        if (!string.IsNullOrWhiteSpace(wanted))
        {
            chosen = chosen with { Version = RequestedVersion(wanted) };
        }

        return new EngineClient(EngineAddress.Resolve(environment), environment, chosen);
    }

    /// <summary>The version that is spoken: what both sides know, or what was asked for. Asks the engine at most once.</summary>
    public async ValueTask<ApiVersion> VersionAsync(CancellationToken cancel = default)
    {
        if (options.Version is { } asked)
        {
            return asked;
        }

        var ping = await PingAsync(cancel).ConfigureAwait(false);
        return ping.Version is not { } version || version > ApiVersions.Newest ? ApiVersions.Newest : version;
    }

    /// <summary>What the engine said when it was first spoken to.</summary>
    public ValueTask<EnginePing> PingAsync(CancellationToken cancel = default)
    {
        Task<EnginePing> task;
        lock (gate)
        {
            // A failed greeting is not kept: the engine may have been started since.
            if (greeting is null or { IsFaulted: true } or { IsCanceled: true })
            {
                greeting = GreetAsync();
            }

            task = greeting;
        }

        return new ValueTask<EnginePing>(task.IsCompleted || !cancel.CanBeCanceled ? task : UntilAsync(task, cancel));
    }

    public async ValueTask DisposeAsync()
    {
        lifetime.Cancel(); // here and now: CancelAsync would start a thread for it
        await transport.DisposeAsync().ConfigureAwait(false);
        dialer.Dispose();
        lifetime.Dispose();
    }

    // Task.WaitAsync would go on in another thread.
    private static async Task<EnginePing> UntilAsync(Task<EnginePing> task, CancellationToken cancel)
    {
        var cancelled = new TaskCompletionSource();
        using var registration = cancel.UnsafeRegister(state => ((TaskCompletionSource)state!).TrySetResult(), cancelled);
        await Task.WhenAny(task, cancelled.Task).ConfigureAwait(false);
        cancel.ThrowIfCancellationRequested();
        return await task.ConfigureAwait(false);
    }

    private static ApiVersion RequestedVersion(string text) => ApiVersion.Parse(text) switch
    {
        null => throw EngineError.Of(EngineErrorKind.Address, $"\"{text}\" in DOCKER_API_VERSION is not a version like {ApiVersions.Newest}"),
        { } version when !ApiVersions.Oldest.IsOpen(version) || version > ApiVersions.Newest => throw EngineError.Of(
            EngineErrorKind.Address, $"DOCKER_API_VERSION asks for {version}; known are {ApiVersions.Oldest.Since} to {ApiVersions.Newest}"),
        { } version => version,
    };

    private async Task<EnginePing> GreetAsync()
    {
        var request = new HttpRequest("GET", "/_ping");
        var response = await transport.SendAsync(request, lifetime.Token).ConfigureAwait(false);
        await using (response.ConfigureAwait(false))
        {
            await AcceptAsync(response, lifetime.Token).ConfigureAwait(false);
            await DrainAsync(response.Body, lifetime.Token).ConfigureAwait(false);
            var head = response.Head;
            var server = head["Server"u8] ?? "";
            var ping = new EnginePing(
                ApiVersion.Parse(head["Api-Version"u8]),
                head["Ostype"u8] ?? "",
                server,
                head["Libpod-Api-Version"u8] is not null || server.StartsWith("Libpod", StringComparison.OrdinalIgnoreCase),
                head["Swarm"u8] ?? "");
            return ping.Version is { } version && !ApiVersions.Oldest.IsOpen(version)
                ? throw EngineError.Of(
                    EngineErrorKind.TooOld,
                    $"the container engine at {Address} speaks API {version}; at least {ApiVersions.Oldest.Since} (Docker {ApiVersions.Oldest.Engine}) is needed")
                : ping;
        }
    }

    private static async ValueTask DrainAsync(Stream body, CancellationToken cancel)
    {
        var scratch = new byte[512];
        while (await body.ReadAsync(scratch, cancel).ConfigureAwait(false) > 0)
        {
        }
    }
}
