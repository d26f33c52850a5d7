using Compose.Engine.Addressing;
using Compose.Engine.Errors;
using Compose.Engine.Transport;
using Compose.Engine.Versions;
using Compose.Host;

namespace Compose.Engine;

/// <summary>
/// A container engine, typed. Nothing is sent before the first call; calls may be made from many places at once. Every
/// call fails with an <see cref="EngineError"/> or with <see cref="OperationCanceledException"/>, and with nothing else.
/// </summary>
public sealed partial class EngineClient : IAsyncDisposable
{
    private readonly EngineHandler _handler;
    private readonly HttpMessageInvoker _invoker;
    private readonly EngineOptions _options;
    private readonly Dialer _dialer;
    private readonly CancellationTokenSource _lifetime = new();
    private readonly Lock _gate = new();
    private Task<EnginePing>? _greeting;

    /// <param name="address">Where the engine is.</param>
    /// <param name="environment">Looks up <c>PATH</c>, for the programs that some addresses need.</param>
    /// <param name="options">Defaults when null.</param>
    public EngineClient(EngineAddress address, ProcessEnvironment environment, EngineOptions? options = null)
    {
        Address = address;
        _options = options ?? EngineOptions.Default;
        _dialer = Dialer.To(address, environment, _options);
        _handler = new EngineHandler(_dialer, _options);
        _invoker = new HttpMessageInvoker(_handler);
    }

    public EngineAddress Address { get; }

    /// <summary>Sends requests to the engine; their URLs begin with <see cref="Endpoint"/>.</summary>
    internal HttpMessageHandler Handler => _handler;

    internal Uri Endpoint => _dialer.Endpoint;

    /// <summary>The engine that the environment names, in the version that <c>DOCKER_API_VERSION</c> asks for, if it does.</summary>
    /// <exception cref="EngineError">The environment names none that can be used.</exception>
    public static EngineClient FromEnvironment(ProcessEnvironment environment, EngineOptions? options = null)
    {
        var wanted = environment[EnvironmentNames.ApiVersion];
        var chosen = options ?? EngineOptions.Default;
        if (!string.IsNullOrWhiteSpace(wanted))
            chosen = chosen with { Version = RequestedVersion(wanted) };

        return new EngineClient(EngineAddress.Resolve(environment), environment, chosen);
    }

    /// <summary>The version that is spoken: what both sides know, or what was asked for. Asks the engine at most once.</summary>
    public async ValueTask<ApiVersion> VersionAsync(CancellationToken cancellationToken = default)
    {
        if (_options.Version is { } asked)
            return asked;

        var ping = await PingAsync(cancellationToken).ConfigureAwait(false);
        return ping.Version is not { } version || version > ApiVersions.Newest ? ApiVersions.Newest : version;
    }

    /// <summary>The engine's first answer.</summary>
    public ValueTask<EnginePing> PingAsync(CancellationToken cancellationToken = default)
    {
        Task<EnginePing> task;
        lock (_gate)
        {
            // A failed greeting is not kept: the engine may have been started since.
            if (_greeting is null or { IsFaulted: true } or { IsCanceled: true })
                _greeting = GreetAsync();
            task = _greeting;
        }

        return new ValueTask<EnginePing>(task.WaitAsync(cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await _lifetime.CancelAsync().ConfigureAwait(false);
        _invoker.Dispose();
        _lifetime.Dispose();
    }

    private static ApiVersion RequestedVersion(string text) => ApiVersion.Parse(text) switch
    {
        null => throw EngineError.Of(
            EngineErrorKind.Address, $"\"{text}\" in DOCKER_API_VERSION is not a version like {ApiVersions.Newest}"),
        { } version when !ApiVersions.Oldest.IsOpen(version) || version > ApiVersions.Newest => throw EngineError.Of(
            EngineErrorKind.Address,
            $"DOCKER_API_VERSION asks for {version}; known are {ApiVersions.Oldest.Since} to {ApiVersions.Newest}"),
        { } version => version,
    };

    private async Task<EnginePing> GreetAsync()
    {
        var request = new HttpRequest("GET", "/_ping");
        var response = await SendAsIsAsync(request, _lifetime.Token).ConfigureAwait(false);
        await using (response.ConfigureAwait(false))
        {
            await DrainAsync(response.Body, _lifetime.Token).ConfigureAwait(false);
            var server = response.Header("Server") ?? "";
            var ping = new EnginePing(
                ApiVersion.Parse(response.Header("Api-Version")),
                response.Header("Ostype") ?? "",
                server,
                response.Header("Libpod-Api-Version") is not null || server.StartsWith("Libpod", StringComparison.OrdinalIgnoreCase),
                response.Header("Swarm") ?? "");
            return ping.Version is { } version && !ApiVersions.Oldest.IsOpen(version)
                ? throw EngineError.Of(
                    EngineErrorKind.TooOld,
                    $"the container engine at {Address} speaks API {version}; "
                    + $"at least {ApiVersions.Oldest.Since} (Docker {ApiVersions.Oldest.Engine}) is needed")
                : ping;
        }
    }

    private static async ValueTask DrainAsync(Stream body, CancellationToken cancellationToken)
    {
        var scratch = new byte[512];
        while (await body.ReadAsync(scratch, cancellationToken).ConfigureAwait(false) > 0)
        {
        }
    }
}
