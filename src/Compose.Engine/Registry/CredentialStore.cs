using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Compose.Engine.Errors;
using Compose.Host;

namespace Compose.Engine.Registry;

/// <summary>
/// Where logins are kept: in the helper that the docker configuration names, else in its file, which only its owner may read.
/// </summary>
public sealed class CredentialStore(ProcessEnvironment environment)
{
    private const UnixFileMode OwnFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);
    private static readonly JsonDocumentOptions Reading = new() { CommentHandling = JsonCommentHandling.Skip };
    private static readonly JsonWriterOptions Writing = new() { Indented = true, IndentCharacter = '\t', IndentSize = 1 };
    private readonly DockerConfig _config = DockerConfig.Load(environment);

    /// <summary>The file in which a login would stand in plain text; null when a helper keeps it.</summary>
    public string? PlainFile(string registry) => _config.HelperOf(registry) is null ? _config.File : null;

    public Task<RegistryCredential?> FindAsync(string registry, CancellationToken cancellationToken) =>
        _config.CredentialAsync(registry, cancellationToken);

    public async Task StoreAsync(RegistryCredential credential, CancellationToken cancellationToken)
    {
        var registry = credential.ServerAddress ?? RegistryName.DockerHub;
        var entry = new JsonObject();
        if (_config.HelperOf(registry) is { } helper)
        {
            // The file names the registry too, so that others know that the helper has something for it.
            await helper.StoreAsync(credential, cancellationToken).ConfigureAwait(false);
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

        await ChangeAsync(auths => auths[registry] = entry, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>False when there was nothing to forget.</summary>
    public async Task<bool> EraseAsync(string registry, CancellationToken cancellationToken)
    {
        var known = await _config.CredentialAsync(registry, cancellationToken).ConfigureAwait(false) is not null;
        if (known && _config.HelperOf(registry) is { } helper)
            await helper.EraseAsync(registry, cancellationToken).ConfigureAwait(false);

        await ChangeAsync(auths => known |= auths.Remove(registry), cancellationToken).ConfigureAwait(false);
        return known;
    }

    private async Task ChangeAsync(Action<JsonObject> change, CancellationToken cancellationToken)
    {
        if (_config.File.Length == 0)
            throw EngineError.Of(EngineErrorKind.Credential, "there is no place for the login: neither DOCKER_CONFIG nor HOME is set");

        try
        {
            var target = File.Exists(_config.File) ? File.ResolveLinkTarget(_config.File, returnFinalTarget: true) : null;
            var file = target?.FullName ?? _config.File;
            CreateFolder(Path.GetDirectoryName(file)!);
            using var held = await LockAsync(file + ".lock", cancellationToken).ConfigureAwait(false);
            var root = Read();
            if (root["auths"] is not JsonObject auths)
                root["auths"] = auths = [];

            change(auths);
            Write(root, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw EngineError.Of(EngineErrorKind.Credential, $"the login cannot be kept: {e.Message}", e);
        }
        catch (ArgumentException e)
        {
            // A key that is there twice. The message of the framework quotes the text, which can be a password.
            throw EngineError.Of(
                EngineErrorKind.Credential,
                $"the login cannot be kept: {_config.File} has a key twice in one object; remove one of them",
                e);
        }
    }

    private JsonObject Read() =>
        File.Exists(_config.File) && File.ReadAllBytes(_config.File) is { Length: > 0 } text
            && JsonNode.Parse(text, null, Reading) is JsonObject root
            ? root
            : [];

    /// <summary>Logins that run at one time change the file one after the other, so that none is lost.</summary>
    private static async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (FileLock.TryTake(path) is { } held)
            {
                // Root's lock file would keep the user of the folder out for good.
                if (FileFacts.Of(Path.GetDirectoryName(path)!) is { } folder && folder.Owner != FileFacts.CurrentUser)
                    FileFacts.TrySetOwner(path, folder.Owner, folder.Group);

                return held;
            }

            await Task.Delay(LookAgain, cancellationToken).ConfigureAwait(false);
        }
    }

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnFolder);
        }
    }

    // A new file beside the old one that then replaces it: a reader never sees half of it, and other users never see any of it.
    private static void Write(JsonObject root, string file)
    {
        var fresh = $"{file}.{Guid.NewGuid():N}";
        try
        {
            using (var stream = new FileStream(fresh, FileLock.OwnFile(FileMode.CreateNew)))
            {
                using (var writer = new Utf8JsonWriter(stream, Writing))
                    root.WriteTo(writer);

                stream.Flush(flushToDisk: true);
            }

            KeepOwner(file, fresh);
            File.Move(fresh, file, overwrite: true);
        }
        finally
        {
            // Nothing is there after the move. After a failure it is the start of a file with credentials.
            File.Delete(fresh);
        }
    }

    /// <summary>The file stays its owner's, with its mode: after a login with sudo the user must still be able to read it.</summary>
    private static void KeepOwner(string file, string fresh)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(file))
            return;

        if (FileFacts.Of(file) is { } facts && facts != FileFacts.Of(fresh))
        {
            // Refused to all but root: then the file becomes the user's own, as with docker.
            FileFacts.TrySetOwner(fresh, facts.Owner, facts.Group);
        }

        File.SetUnixFileMode(fresh, File.GetUnixFileMode(file));
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
