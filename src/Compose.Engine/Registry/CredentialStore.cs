using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Compose.Host;

namespace Compose.Engine.Registry;

/// <summary>Where logins are kept: in the helper that the docker configuration names, else in its file, which only its owner may read.</summary>
public sealed class CredentialStore(ProcessEnvironment environment)
{
    private readonly DockerConfig config = DockerConfig.Load(environment);

    /// <summary>The file in which a login would stand in plain text; null when a helper keeps it.</summary>
    public string? PlainFile(string registry) => config.HelperOf(registry) is null ? config.File : null;

    public Task<RegistryCredential?> FindAsync(string registry, CancellationToken cancel) => config.CredentialAsync(registry, cancel);

    public async Task StoreAsync(RegistryCredential credential, CancellationToken cancel)
    {
        var registry = credential.ServerAddress ?? RegistryName.DockerHub;
        var entry = new JsonObject();
        if (config.HelperOf(registry) is { } helper)
        {
            // The file names the registry too, so that others know that the helper has something for it.
            await helper.StoreAsync(credential, cancel).ConfigureAwait(false);
        }
        else if (credential.IdentityToken is { Length: > 0 } token)
        {
            entry["auth"] = Base64($"{credential.Username}:");
            entry["identitytoken"] = token;
        }
        else
        {
            entry["auth"] = Base64($"{credential.Username}:{credential.Password}");
        }

        Change(auths => auths[registry] = entry);
    }

    /// <summary>False when there was nothing to forget.</summary>
    public async Task<bool> EraseAsync(string registry, CancellationToken cancel)
    {
        var known = await config.CredentialAsync(registry, cancel).ConfigureAwait(false) is not null;
        if (known && config.HelperOf(registry) is { } helper)
        {
            await helper.EraseAsync(registry, cancel).ConfigureAwait(false);
        }

        Change(auths => known |= auths.Remove(registry));
        return known;
    }

    private void Change(Action<JsonObject> change)
    {
        if (config.File.Length == 0)
        {
            throw EngineError.Of(EngineErrorKind.Credential, "there is no place for the login: neither DOCKER_CONFIG nor HOME is set");
        }

        try
        {
            var root = Read();
            if (root["auths"] is not JsonObject auths)
            {
                root["auths"] = auths = [];
            }

            change(auths);
            Write(root);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw EngineError.Of(EngineErrorKind.Credential, $"the login cannot be kept: {e.Message}", e);
        }
    }

    private JsonObject Read() =>
        File.Exists(config.File) && File.ReadAllBytes(config.File) is { Length: > 0 } text && JsonNode.Parse(text, null, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip }) is JsonObject root
            ? root
            : [];

    // Beside the old one and then in its place: nobody ever reads half of it, and it is never open to others.
    private void Write(JsonObject root)
    {
        var file = File.Exists(config.File) ? File.ResolveLinkTarget(config.File, returnFinalTarget: true)?.FullName ?? config.File : config.File;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var fresh = $"{file}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(fresh, options))
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, IndentCharacter = '\t', IndentSize = 1 }))
        {
            root.WriteTo(writer);
        }

        File.Move(fresh, file, overwrite: true);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
