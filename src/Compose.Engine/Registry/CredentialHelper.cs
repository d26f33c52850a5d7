using System.Text;
using System.Text.Json;
using Compose.Engine.Errors;
using Compose.Host;
using Compose.Host.Processes;

namespace Compose.Engine.Registry;

/// <summary>A program <c>docker-credential-x</c> that keeps credentials.</summary>
internal sealed class CredentialHelper(string suffix, ProcessEnvironment environment)
{
    private const string TokenUser = "<token>";

    private string Program => ProgramOf(suffix);

    internal static string ProgramOf(string suffix) => "docker-credential-" + suffix;

    /// <summary>Null when it has none for this registry.</summary>
    internal async Task<RegistryCredential?> GetAsync(string registry, CancellationToken cancellationToken)
    {
        var result = await RunAsync("get", registry, cancellationToken).ConfigureAwait(false);
        var output = Encoding.UTF8.GetString(result.Output.Span).Trim();
        if (result.ExitCode != 0)
        {
            return output.Contains("credentials not found", StringComparison.Ordinal)
                ? null
                : throw Failed($"exit code {result.ExitCode}{(output.Length == 0 ? "" : ": " + output)}", null);
        }

        using var reply = Parse(result.Output);
        var user = Text(reply.RootElement, "Username");
        var secret = Text(reply.RootElement, "Secret");
        return user == TokenUser
            ? new RegistryCredential { ServerAddress = registry, IdentityToken = secret }
            : new RegistryCredential { ServerAddress = registry, Username = user, Password = secret };
    }

    /// <summary>The registries that it has credentials for.</summary>
    internal async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        var result = await RunAsync("list", "", cancellationToken).ConfigureAwait(false);
        if (result.ExitCode != 0)
            throw Failed($"exit code {result.ExitCode}", null);

        using var reply = Parse(result.Output);
        return reply.RootElement.ValueKind == JsonValueKind.Object ? reply.RootElement.EnumerateObject().Select(p => p.Name).ToList() : [];
    }

    internal async Task StoreAsync(RegistryCredential credential, CancellationToken cancellationToken)
    {
        using var input = new MemoryStream();
        using (var writer = new Utf8JsonWriter(input))
        {
            writer.WriteStartObject();
            writer.WriteString("ServerURL", credential.ServerAddress);
            writer.WriteString("Username", credential.IdentityToken is { Length: > 0 } ? TokenUser : credential.Username);
            writer.WriteString("Secret", credential.IdentityToken is { Length: > 0 } token ? token : credential.Password);
            writer.WriteEndObject();
        }

        await DemandAsync("store", input.ToArray(), cancellationToken).ConfigureAwait(false);
    }

    internal Task EraseAsync(string registry, CancellationToken cancellationToken) =>
        DemandAsync("erase", Encoding.UTF8.GetBytes(registry), cancellationToken);

    private async Task DemandAsync(string verb, byte[] input, CancellationToken cancellationToken)
    {
        var result = await RunAsync(verb, input, cancellationToken).ConfigureAwait(false);
        if (result.ExitCode != 0)
            throw Failed($"{verb}: exit code {result.ExitCode}", null);
    }

    private Task<ChildResult> RunAsync(string verb, string input, CancellationToken cancellationToken) =>
        RunAsync(verb, Encoding.UTF8.GetBytes(input), cancellationToken);

    private async Task<ChildResult> RunAsync(string verb, byte[] input, CancellationToken cancellationToken)
    {
        var program = ChildProcess.Find(Program, environment) ?? throw Failed("it is not in PATH", null);
        try
        {
            return await ChildProcess.RunAsync(new ChildStart(program, [verb]), input, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw Failed(e.Message, e);
        }
    }

    private JsonDocument Parse(ReadOnlyMemory<byte> output)
    {
        try
        {
            return JsonDocument.Parse(output);
        }
        catch (JsonException e)
        {
            // The text may hold the secret, and the parser's message may quote it.
            throw Failed("its answer is not JSON", new JsonException(null, e.Path, e.LineNumber, e.BytePositionInLine));
        }
    }

    private EngineError Failed(string why, Exception? cause) =>
        EngineError.Of(EngineErrorKind.Credential, $"the credential helper {Program} failed: {why}", cause);

    private static string Text(JsonElement reply, string name) =>
        reply.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
