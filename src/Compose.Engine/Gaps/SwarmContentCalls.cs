using System.Globalization;
using Compose.Engine.Transport;
using Docker.DotNet.Models;

namespace Compose.Engine.Gaps;

/// <summary>Upstream lists configs and secrets without filters, and cannot update them.</summary>
public static class SwarmContentCalls
{
    /// <summary>The list has the contents of configs, too.</summary>
    public static Task<IList<SwarmConfig>> ListConfigsAsync(
        this EngineClient engine, Filters? filters = null, CancellationToken cancellationToken = default) =>
        engine.ReadAsync(Listing("/configs", filters), GapJson.Default.IListSwarmConfig, cancellationToken);

    public static Task<IList<Secret>> ListSecretsAsync(
        this EngineClient engine, Filters? filters = null, CancellationToken cancellationToken = default) =>
        engine.ReadAsync(Listing("/secrets", filters), GapJson.Default.IListSecret, cancellationToken);

    /// <summary>The engine only accepts other labels.</summary>
    public static Task UpdateConfigAsync(
        this EngineClient engine, string id, ulong version, SwarmConfigSpec config, CancellationToken cancellationToken = default) =>
        engine.DoAsync(
            HttpRequest.WithJson("POST", Updating("/configs", id, version), config, GapJson.Default.SwarmConfigSpec), cancellationToken);

    /// <summary>The engine only accepts other labels. The content can be left out, because it cannot be read back.</summary>
    public static Task UpdateSecretAsync(
        this EngineClient engine, string id, ulong version, SwarmSecretSpec secret, CancellationToken cancellationToken = default) =>
        engine.DoAsync(
            HttpRequest.WithJson("POST", Updating("/secrets", id, version), secret, GapJson.Default.SwarmSecretSpec), cancellationToken);

    private static HttpRequest Listing(string collection, Filters? filters) => new("GET", new Target(collection).Add(filters).ToString());

    private static Target Updating(string collection, string id, ulong version) =>
        Target.Of(collection, id, "/update").Add("version", version.ToString(CultureInfo.InvariantCulture));
}
