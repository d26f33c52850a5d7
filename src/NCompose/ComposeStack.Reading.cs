using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Compose.Execution.Queries;
using Compose.Execution.Sessions;

namespace NCompose;

/// <summary>What reads the containers and talks to them.</summary>
public sealed partial class ComposeStack
{
    private static readonly ImmutableArray<string> Kinds = ["container", "network", "volume", "image"];

    /// <summary>All containers of the project, also those that have ended.</summary>
    /// <exception cref="ComposeException">The engine refuses.</exception>
    public Task<IReadOnlyList<ComposeContainer>> ContainersAsync(CancellationToken cancellationToken = default) => Guarded.RunAsync(
        async Task<IReadOnlyList<ComposeContainer>> () =>
            [.. (await RowsAsync(cancellationToken).ConfigureAwait(false)).Select(Containers.Of)]);

    /// <summary>Where a port of a service is reached from this machine.</summary>
    /// <param name="service">The service.</param>
    /// <param name="port">The port inside of the container.</param>
    /// <param name="protocol"><c>tcp</c> or <c>udp</c>.</param>
    /// <param name="number">The number of the container, where the service has several; 0 is the first.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ComposeException">The service does not run, or does not publish the port.</exception>
    public Task<ServiceAddress> AddressAsync(
        string service, int port, string protocol = "tcp", int number = 0, CancellationToken cancellationToken = default) =>
        Guarded.RunAsync(async () =>
    {
        var container = await RunningAsync(service, number, cancellationToken).ConfigureAwait(false);
        var found = container.Ports.Where(other => other.Target == port && other.Protocol == protocol && other.Published > 0)
            .OrderBy(other => other.Address.Contains(':')).FirstOrDefault();
        if (found is not null)
            return new ServiceAddress(found.Address is "" or "0.0.0.0" or "::" ? PublishedHost.Of(Engine) : found.Address, found.Published);
        var ports = container.Ports.Where(other => other.Published > 0)
            .Select(other => $"{other.Target}/{other.Protocol}").Distinct().ToList();
        var published = ports.Count == 0 ? "it publishes none" : "published are " + string.Join(", ", ports);
        throw new ComposeException($"service \"{service}\" does not publish port {port}/{protocol}; {published}");
    });

    /// <summary>
    /// The lines that the containers have written; with <see cref="LogOptions.Follow"/> also those that they write until the reader stops.
    /// </summary>
    /// <exception cref="ComposeException">The engine refuses.</exception>
    public IAsyncEnumerable<LogLine> LogsAsync(LogOptions? options = null, CancellationToken cancellationToken = default) =>
        new LogReading(_engine, Name, options ?? new LogOptions()).ReadAsync(cancellationToken);

    /// <summary>What happens to the project from now on, until the reader stops.</summary>
    /// <exception cref="ComposeException">The engine refuses, or went away.</exception>
    public IAsyncEnumerable<StackEvent> EventsAsync(CancellationToken cancellationToken = default) =>
        EventsAsync(new EventRequest { Kinds = Kinds }, cancellationToken);

    /// <summary>Runs a command in a running container, and waits for its end.</summary>
    /// <exception cref="ComposeException">The service does not run, or the engine refuses.</exception>
    public Task<ExecResult> ExecAsync(
        string service, IReadOnlyList<string> command, ExecOptions? options = null, CancellationToken cancellationToken = default) =>
        Guarded.RunAsync(async () =>
    {
        options ??= new ExecOptions();
        var container = await RunningAsync(service, options.Number, cancellationToken).ConfigureAwait(false);
        using var input = options.Input is { } text ? new MemoryStream(Encoding.UTF8.GetBytes(text)) : null;
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        var request = new ExecRequest([.. command])
        {
            User = options.User ?? "",
            WorkingDirectory = options.WorkingDirectory ?? "",
            Environment = [.. options.Environment.Select(variable => $"{variable.Key}={variable.Value}")],
            Interactive = input is not null,
        };
        var streams = new SessionStreams(input, output, error);
        var end = await _engine.ExecAsync(container.Id, request, streams, cancellationToken).ConfigureAwait(false);
        return new ExecResult(end.ExitCode, Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(error.ToArray()));
    });

    private Task<ImmutableArray<ContainerRow>> RowsAsync(CancellationToken cancellationToken) =>
        _engine.ContainersAsync(Name, all: true, OneOffFilter.Exclude, cancellationToken);

    private async Task<ContainerRow> RunningAsync(string service, int number, CancellationToken cancellationToken)
    {
        var found = await _engine.ReplicasAsync(Name, service, number, all: false, OneOffFilter.Exclude, cancellationToken)
            .ConfigureAwait(false);
        if (found is [var first, ..])
            return first;
        var states = (await RowsAsync(cancellationToken).ConfigureAwait(false)).Where(row => row.Service == service)
            .Select(row => $"{row.Name} is {row.State.ToString().ToLowerInvariant()}").ToList();
        throw new ComposeException($"service \"{service}\" is not running{(states.Count == 0 ? "" : ": " + string.Join(", ", states))}");
    }

    private async IAsyncEnumerable<StackEvent> EventsAsync(
        EventRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var feed = await Guarded.RunAsync(() => _engine.EventsAsync(Name, request, cancellationToken)).ConfigureAwait(false);
        await using (feed.ConfigureAwait(false))
        {
            var events = feed.ReadAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using (events.ConfigureAwait(false))
            {
                while (await Guarded.RunAsync(() => events.MoveNextAsync().AsTask()).ConfigureAwait(false))
                    yield return Containers.Of(events.Current);
            }
        }
    }

    private static string Seconds(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
